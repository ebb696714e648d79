using Defects.Agent.Replay;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Bench.Replay;

/// <summary>Renders simulated prints frame after frame and scores them as the agent does, JPEG and all. One thread each.</summary>
internal sealed class PrintScorer : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ModelBundle _bundle;
    private readonly FrameClassifier _classifier;

    public PrintScorer(ModelBundle bundle)
    {
        _bundle = bundle;
        using var session = new SessionOptions { IntraOpNumThreads = 1 };
        _classifier = GoldenCheck.Open(bundle, session, maxBatch: 1);
    }

    /// <exception cref="OperationCanceledException">Stopped before the end.</exception>
    public ScoreLog Score(WatchedPrint watched, CancellationToken stop)
    {
        using var renderer = new PrintRenderer(watched.Print);
        var model = _bundle.Manifest.Model;
        List<ScoredMoment> frames = [];
        for (var at = TimeSpan.Zero; at < watched.Duration; at += Interval)
        {
            stop.ThrowIfCancellationRequested();
            using var frame = FramePreprocessing.TryDecode(renderer.Render(watched.From + at).Jpeg)!;
            FramePreprocessing.Resize(frame, _classifier.Input(0), model.InputSize, model.InputSize);
            _classifier.Run(1);
            frames.Add(new ScoredMoment(at, 0, _classifier.Probabilities(0).ToArray()));
        }

        var print = watched.Print;
        return new ScoreLog(
            new ScoreLogHeader
            {
                ModelSha256 = _bundle.Manifest.ModelSha256,
                Classes = model.Classes,
                Cameras = [$"{print.Camera}"],
                Interval = Interval,
                Source = $"simulated {watched.Name}",
                Seed = print.Seed,
                Onsets = print.Failure.IsDefect ? new Dictionary<DefectClass, TimeSpan> { [print.Failure] = print.Onset - watched.From } : [],
                Duration = watched.Duration,
            },
            frames);
    }

    public void Dispose() => _classifier.Dispose();
}
