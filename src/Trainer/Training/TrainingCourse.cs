using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>
/// The epochs of a run: frozen, whole, classifier. Which one comes next follows from the reports of those before, so that a run
/// that was killed goes on where it was.
/// </summary>
public sealed class TrainingCourse
{
    private readonly IReadOnlyList<CourseEpoch> _epochs;
    private readonly int _patience;

    private TrainingCourse(IReadOnlyList<CourseEpoch> epochs, int patience) => (_epochs, _patience) = (epochs, patience);

    public int Count => _epochs.Count;

    public CourseEpoch this[int index] => _epochs[index];

    public static TrainingCourse Of(TrainOptions options, IReadOnlyList<ClassCount> counts)
    {
        var plan = SamplingPlan.For(counts, options.Sampling, options.Loss);
        var schedule = new SamplingSchedule(plan, options.Sampling.Schedule);
        var balanced = new SamplingSchedule(SamplingPlan.Balanced(counts, options.Sampling), ScheduleKind.Constant);
        var epochs = new List<CourseEpoch>();
        Add(TrainingPhase.Frozen, options.FrozenEpochs, schedule, before: 0, options.FrozenEpochs + options.Epochs);
        Add(TrainingPhase.Whole, options.Epochs, schedule, before: options.FrozenEpochs, options.FrozenEpochs + options.Epochs);
        Add(TrainingPhase.Classifier, options.ClassifierEpochs, balanced, before: 0, options.ClassifierEpochs);

        // Stopped early, a schedule would never come to its plan.
        var stops = options.Selection == Selection.Best && options.Sampling.Schedule == ScheduleKind.Constant;
        return new TrainingCourse(epochs, stops ? options.Patience : int.MaxValue);

        void Add(TrainingPhase phase, int count, SamplingSchedule drawn, int before, int scheduled) =>
            epochs.AddRange(Enumerable.Range(0, count).Select(i => new CourseEpoch(epochs.Count + i, phase, i, count, drawn, before + i, scheduled)).ToList());
    }

    /// <summary>The epoch after those reported, or null where the course is over.</summary>
    public CourseEpoch? Next(IReadOnlyList<EpochReport> reports)
    {
        if (reports.Count == 0)
        {
            return _epochs[0];
        }

        var last = _epochs[reports[^1].Epoch - 1];
        return _epochs.Skip(last.Index + 1).FirstOrDefault(next => next.Phase != last.Phase || !HasStalled(last, reports));
    }

    /// <summary>Whether the phase of <paramref name="last"/> has brought nothing better for as long as patience lasts.</summary>
    public bool HasStalled(CourseEpoch last, IReadOnlyList<EpochReport> reports) =>
        last.IndexInPhase + 1 > _patience && last.IndexInPhase + 1 < last.EpochsInPhase && reports.Count - 1 - reports.ToList().FindLastIndex(r => r.IsKept) >= _patience;
}
