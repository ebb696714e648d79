namespace Defects.Trainer.Calibration;

/// <summary>What a threshold is chosen for.</summary>
public enum ThresholdCriterion
{
    /// <summary>The largest F-beta over frames.</summary>
    FBeta,

    /// <summary>The most recall at which the precision over prints is proved to reach a target.</summary>
    PrecisionTarget,
}
