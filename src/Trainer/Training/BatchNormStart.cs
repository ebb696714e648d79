namespace Defects.Trainer.Training;

/// <summary>What becomes of the batch norm statistics that a network starts with.</summary>
public enum BatchNormStart
{
    /// <summary>They stay as the weights brought them.</summary>
    Frozen,

    /// <summary>They are measured anew on the training images before training, and stay.</summary>
    Measured,

    /// <summary>Those of blocks that learn are trained, those of blocks that do not stay.</summary>
    TrainedWhereLearning,

    /// <summary>All are trained.</summary>
    Trained,
}
