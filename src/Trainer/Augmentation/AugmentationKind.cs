namespace Defects.Trainer.Augmentation;

/// <summary>What is done to training frames.</summary>
public enum AugmentationKind
{
    /// <summary>Resized only.</summary>
    None,

    /// <summary>Mirrored and cropped a little, all classes alike: the ordinary baseline.</summary>
    Plain,

    /// <summary>Every kind of change for every class, larger for rarer classes, bounded for fine artefacts.</summary>
    MinorityFirst,
}
