using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>Shows a run's progress and keeps it: lines in <c>train.log</c>, a row an epoch in <c>metrics.csv</c>.</summary>
internal sealed class LoggedProgress(ITrainingProgress shown, TextWriter log, MetricsCsv metrics) : ITrainingProgress
{
    private readonly PlainProgress _logged = new(log);

    public void Begin(SamplingPlan plan, int validationImages)
    {
        shown.Begin(plan, validationImages);
        _logged.Begin(plan, validationImages);
    }

    public void Step(int epoch, int done, int steps, double loss, TimeSpan left) => shown.Step(epoch, done, steps, loss, left);

    public void Epoch(EpochReport report)
    {
        shown.Epoch(report);
        _logged.Epoch(report);
        metrics.Append(report);
    }

    public void Note(string text)
    {
        shown.Note(text);
        _logged.Note(text);
    }
}
