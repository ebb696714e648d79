namespace Defects.Trainer.Sampling;

/// <summary>The plan of each epoch of a run.</summary>
/// <param name="Plan">Where the schedule ends.</param>
public sealed record SamplingSchedule(SamplingPlan Plan, ScheduleKind Kind)
{
    private const double DeferredShare = 0.2;

    /// <param name="epoch">From 0 to below <paramref name="epochs"/>.</param>
    /// <param name="epochs">The most epochs there will be: a schedule that an early stop cuts off has not come to its plan.</param>
    public SamplingPlan PlanAt(int epoch, int epochs) => Kind switch
    {
        ScheduleKind.Progressive => Plan.Approached(epochs == 1 ? 1 : (double)epoch / (epochs - 1)),
        ScheduleKind.Deferred => Plan.Approached(epoch < epochs - Math.Max(1, (int)Math.Round(epochs * DeferredShare)) ? 0 : 1),
        _ => Plan,
    };
}
