namespace Defects.Shared.HardCases;

/// <summary>Why a frame was worth keeping.</summary>
public enum HardCaseReason
{
    /// <summary>A defect's probability was close to its threshold, on either side.</summary>
    NearThreshold,

    /// <summary>The two likeliest classes were nearly equal.</summary>
    LowMargin,

    /// <summary>The likeliest class changed from frame to frame.</summary>
    Flicker,

    /// <summary>The embedding was far from everything kept before.</summary>
    Novel,

    /// <summary>Champion and challenger disagreed.</summary>
    ModelDisagreement,

    OperatorFalseAlarm,
    OperatorMissed,

    /// <summary>A person paused the print around this time.</summary>
    HumanPause,

    /// <summary>Drawn at random, so that estimates from the store are not biased.</summary>
    Audit,
}
