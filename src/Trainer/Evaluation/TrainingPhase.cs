namespace Defects.Trainer.Evaluation;

/// <summary>What learns in an epoch.</summary>
public enum TrainingPhase
{
    /// <summary>Only the classifier, on the backbone as it came: it knows nothing yet, and its first gradients would spoil the backbone.</summary>
    Frozen,

    /// <summary>Everything.</summary>
    Whole,

    /// <summary>Only the classifier once more, on balanced draws (cRT, Kang et al. 2020, section 4.1).</summary>
    Classifier,
}
