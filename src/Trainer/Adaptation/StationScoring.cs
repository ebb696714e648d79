using System.Collections.Concurrent;
using Defects.Shared.Adaptation;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;

namespace Defects.Trainer.Adaptation;

/// <summary>Simulated printers whose good print a camera adapts to, and what the model makes of their other prints.</summary>
/// <param name="open">Opens the model for one thread; closed when the scoring is over.</param>
public sealed class StationScoring(Func<FrameClassifier> open)
{
    /// <summary>As many as an operator collects in a first print.</summary>
    public const int ReferenceFrames = 20;

    private const int GoodPrints = 2;
    private static readonly TimeSpan Onset = TimeSpan.FromMinutes(15);

    /// <summary>From here on a failure is as large as an alert should find it.</summary>
    private static readonly TimeSpan Grown = Onset + TimeSpan.FromMinutes(5);

    /// <summary>One camera for each station, in order: its reference from one good print, tried on others and on one failing in every way.</summary>
    public IReadOnlyList<TriedCamera> Score(IReadOnlyList<SimulatedStation> stations, CancellationToken cancellation)
    {
        var cameras = new TriedCamera[stations.Count];
        ConcurrentBag<FrameClassifier> opened = [];
        try
        {
            var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, stations.Count, options, Opened, (i, _, classifier) =>
            {
                cameras[i] = Score(stations[i], classifier);
                return classifier;
            }, _ => { });
        }
        finally
        {
            foreach (var classifier in opened)
            {
                classifier.Dispose();
            }
        }

        return cameras;

        FrameClassifier Opened()
        {
            var classifier = open();
            opened.Add(classifier);
            return classifier;
        }
    }

    private static TriedCamera Score(SimulatedStation station, FrameClassifier classifier)
    {
        var reference = Frames(station.Print(0, DefectClass.Good), TimeSpan.Zero, classifier).Select(frame => frame.Scored).ToList();
        var good = Enumerable.Range(1, GoodPrints).SelectMany(number => Frames(station.Print(number, DefectClass.Good), TimeSpan.Zero, classifier));
        var failing = SimulatedDataset.Classes.Where(c => c.IsDefect)
            .SelectMany((c, i) => Frames(station.Print(GoodPrints + 1 + i, c, Onset), Grown, classifier));
        return TriedCamera.Of($"{station.Camera} {station.Number}", classifier.Model.ClassSet(), reference, [.. good, .. failing]);
    }

    /// <summary>Frames spread over a print, without those whose failure is out of sight.</summary>
    private static List<TriedFrame> Frames(SimulatedPrint print, TimeSpan from, FrameClassifier classifier)
    {
        using var renderer = new PrintRenderer(print);
        List<TriedFrame> frames = [];
        for (var i = 0; i < ReferenceFrames; i++)
        {
            var time = from + (i + 0.5) / ReferenceFrames * (print.Duration - from);
            if (!print.Failure.IsDefect || renderer.VisibleDefect(time) is { } visible && visible.Share >= new Difficulty().LeastVisible)
            {
                var frame = renderer.Render(time);
                frames.Add(new TriedFrame(frame.Label, Look(classifier, frame.Jpeg)));
            }
        }

        return frames;
    }

    /// <summary>What the model makes of an encoded picture.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ReferenceFrame Look(FrameClassifier classifier, byte[] encoded)
    {
        using var frame = FramePreprocessing.TryDecode(encoded) ?? throw new InvalidDataException("not a complete picture");
        return ReferenceFrame.Of(classifier, frame);
    }
}
