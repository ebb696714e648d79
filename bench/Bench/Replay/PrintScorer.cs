using Defects.Agent.Replay;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;
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

    /// <summary>What the model makes of a frame; valid during the call.</summary>
    public delegate void Scored(TimeSpan at, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> embedding);

    /// <exception cref="OperationCanceledException">Stopped before the end.</exception>
    public ScoreLog Score(WatchedPrint watched, CancellationToken stop)
    {
        List<ScoredMoment> frames = [];
        Score(watched, (at, probabilities, _) => frames.Add(new ScoredMoment(at, 0, [.. probabilities.ToArray().Select(Rounded)])), stop);
        return Log(watched, frames);
    }

    /// <summary>Tells every frame's scores in turn.</summary>
    /// <exception cref="OperationCanceledException">Stopped before the end.</exception>
    public void Score(WatchedPrint watched, Scored tell, CancellationToken stop)
    {
        using var renderer = new PrintRenderer(watched.Print);
        for (var at = TimeSpan.Zero; at < watched.Duration; at += Interval)
        {
            stop.ThrowIfCancellationRequested();
            using var frame = FramePreprocessing.TryDecode(renderer.Render(watched.From + at).Jpeg)!;
            FramePreprocessing.Resize(frame, _classifier.Input(0), _classifier.Model.InputSize, _classifier.Model.InputSize);
            _classifier.Run(1);
            tell(at, _classifier.Probabilities(0), _classifier.Embedding(0));
        }
    }

    public ScoreLog Log(WatchedPrint watched, IReadOnlyList<ScoredMoment> frames)
    {
        var print = watched.Print;
        return new ScoreLog(
            new ScoreLogHeader
            {
                ModelSha256 = _bundle.Manifest.ModelSha256,
                Classes = _bundle.Manifest.Model.Classes,
                Cameras = [$"{print.Camera}"],
                Interval = Interval,
                Source = $"simulated {watched.Name}",
                Seed = print.Seed,
                Onsets = print.Failure.IsDefect ? new Dictionary<DefectClass, TimeSpan> { [print.Failure] = print.Onset - watched.From } : [],
                Duration = watched.Duration,
            },
            frames);
    }

    /// <summary>What the model makes of an encoded picture.</summary>
    public ReferenceFrame Look(byte[] encoded) => StationScoring.Look(_classifier, encoded);

    /// <summary>To the ten-thousandth that an export may be off by: logs pack to three fifths.</summary>
    private static float Rounded(float probability) => MathF.Round(probability, 4);

    public void Dispose() => _classifier.Dispose();
}
