namespace Defects.Trainer.Sampling;

/// <summary>How a run comes to its sampling plan.</summary>
public enum ScheduleKind
{
    /// <summary>From the first epoch.</summary>
    Constant,

    /// <summary>
    /// From natural frequencies in the first epoch to the plan in the last, in equal steps: progressively-balanced sampling (Kang et
    /// al. 2020, equation 2).
    /// </summary>
    Progressive,

    /// <summary>Natural frequencies, and the plan for the last 20 % of the epochs only: deferred re-weighting (Cao et al. 2019, section 3.3).</summary>
    Deferred,
}
