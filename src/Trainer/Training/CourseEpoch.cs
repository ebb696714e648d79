using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>One epoch of a course.</summary>
/// <param name="Index">From 0, over the whole course.</param>
/// <param name="IndexInPhase">From 0.</param>
/// <param name="EpochsInPhase">How many the phase has at most.</param>
/// <param name="Schedule">Of what is drawn: one for the frozen and the whole phase together, another for the classifier's.</param>
/// <param name="IndexInSchedule">From 0.</param>
/// <param name="EpochsInSchedule">How many the schedule has.</param>
public sealed record CourseEpoch(
    int Index, TrainingPhase Phase, int IndexInPhase, int EpochsInPhase, SamplingSchedule Schedule, int IndexInSchedule, int EpochsInSchedule)
{
    /// <summary>What is drawn, and how it is weighted.</summary>
    public SamplingPlan Plan => Schedule.PlanAt(IndexInSchedule, EpochsInSchedule);

    public bool BeginsPhase => IndexInPhase == 0;
}
