using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>One epoch of a course.</summary>
/// <param name="Index">From 0, over the whole course.</param>
/// <param name="IndexInPhase">From 0.</param>
/// <param name="EpochsInPhase">How many the phase has at most.</param>
/// <param name="Schedule">Of the phase.</param>
public sealed record CourseEpoch(int Index, TrainingPhase Phase, int IndexInPhase, int EpochsInPhase, SamplingSchedule Schedule)
{
    /// <summary>What is drawn, and how it is weighted.</summary>
    public SamplingPlan Plan => Schedule.PlanAt(IndexInPhase, EpochsInPhase);

    public bool BeginsPhase => IndexInPhase == 0;
}
