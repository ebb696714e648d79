using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

internal sealed class RecordedProgress(Action<EpochReport>? afterEpoch = null) : ITrainingProgress
{
    public List<EpochReport> Epochs { get; } = [];

    /// <summary>The time left that each step told.</summary>
    public List<TimeSpan> Left { get; } = [];

    public List<string> Notes { get; } = [];

    public void Begin(SamplingPlan plan, int validationImages)
    {
    }

    public void Step(int epoch, int done, int steps, double loss, TimeSpan left) => Left.Add(left);

    public void Epoch(EpochReport report)
    {
        Epochs.Add(report);
        afterEpoch?.Invoke(report);
    }

    public void Note(string text) => Notes.Add(text);
}
