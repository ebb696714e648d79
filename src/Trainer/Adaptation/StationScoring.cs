using System.Collections.Concurrent;
using Defects.Shared.Adaptation;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;

namespace Defects.Trainer.Adaptation;

/// <summary>Simulated printers whose good print a camera adapts to, and what the model makes of their other prints.</summary>
/// <param name="open">Opens the model for one thread; closed when the scoring is over.</param>
public sealed class StationScoring(Func<FrameClassifier> open)
{
    /// <summary>One camera for each station, in order: its reference from one good print, tried on others and on young failures of every kind.</summary>
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

    private static TriedCamera Score(SimulatedStation station, FrameClassifier classifier) => TriedCamera.Of(
        $"{station.Camera} {station.Number}",
        classifier.Model.ClassSet(),
        [.. StationPrints.Reference(station).Select(frame => Look(classifier, frame.Jpeg))],
        [.. StationPrints.Others(station).Select(frame => new TriedFrame(frame.Label, Look(classifier, frame.Jpeg)))]);

    /// <summary>What the model makes of an encoded picture.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ReferenceFrame Look(FrameClassifier classifier, byte[] encoded)
    {
        using var frame = FramePreprocessing.TryDecode(encoded) ?? throw new InvalidDataException("not a complete picture");
        return ReferenceFrame.Of(classifier, frame);
    }
}
