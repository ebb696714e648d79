using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>Shows a run's progress and keeps it in its folder: lines in <c>train.log</c>, rows in <c>metrics.csv</c> and <c>exposure.csv</c>.</summary>
internal sealed class LoggedProgress : ITrainingProgress, IDisposable
{
    private readonly ITrainingProgress _shown;
    private readonly StreamWriter _log;
    private readonly PlainProgress _logged;
    private readonly MetricsCsv _metrics;
    private readonly ExposureCsv _exposure;

    public LoggedProgress(ITrainingProgress shown, string folder, ClassSet classes)
    {
        _shown = shown;
        _log = new StreamWriter(Path.Combine(folder, "train.log"), append: true) { AutoFlush = true };
        _logged = new PlainProgress(_log);
        _metrics = new MetricsCsv(Path.Combine(folder, "metrics.csv"), classes);
        _exposure = new ExposureCsv(Path.Combine(folder, "exposure.csv"));
    }

    public void Begin(SamplingPlan plan, int validationImages)
    {
        _shown.Begin(plan, validationImages);
        _logged.Begin(plan, validationImages);
    }

    public void Step(int epoch, int done, int steps, double loss, TimeSpan left) => _shown.Step(epoch, done, steps, loss, left);

    public void Epoch(EpochReport report)
    {
        _shown.Epoch(report);
        _logged.Epoch(report);
        _metrics.Append(report);
        _exposure.Append(report);
    }

    public void Note(string text)
    {
        _shown.Note(text);
        _logged.Note(text);
    }

    public void Dispose() => _log.Dispose();
}
