using System.Globalization;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Files;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;

namespace Defects.Bench.NewCamera;

/// <summary>Pictures by which to judge what adaptation does.</summary>
internal static class AdaptationSheets
{
    private const int Columns = 6;

    // Stations that nothing else in the project draws.
    private const int Stations = 740_000;

    /// <summary>Writes <c>missed.jpg</c>, the frames that were missed with how often, and <c>stations.jpg</c>, what adaptation changes on simulated printers.</summary>
    public static void Write(string folder, FrameClassifier classifier, AdaptationRule rule, IReadOnlyList<MissedFrame> missed)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, "stations.jpg"), OfStations(classifier, rule, SimulatedStation.From(Stations, Enum.GetValues<CameraFamily>().Length)));
        if (missed.Count > 0)
        {
            WholeFile.Write(Path.Combine(folder, "missed.jpg"), OfMissed(missed));
        }
    }

    private static byte[] OfMissed(IReadOnlyList<MissedFrame> missed) =>
        ContactSheet.Tile([.. missed.Select(frame => (File.ReadAllBytes(frame.File), $"missed {frame.Missed} of {frame.Tried}"))], Columns);

    /// <summary>
    /// A row for each station that shows every failure: one of the frames that it adapts to, two good ones of other prints and one failing in every way, each with the
    /// probability of the likeliest defect before and after.
    /// </summary>
    private static byte[] OfStations(FrameClassifier classifier, AdaptationRule rule, IEnumerable<SimulatedStation> stations) =>
        ContactSheet.Tile([.. stations.Select(station => Row(classifier, rule, station)).Where(row => row.Count == Columns).SelectMany(row => row)], Columns);

    private static IReadOnlyList<(byte[] Encoded, string Caption)> Row(FrameClassifier classifier, AdaptationRule rule, SimulatedStation station)
    {
        var classes = classifier.Model.ClassSet();
        var reference = StationPrints.Reference(station).Select(frame => (frame.Jpeg, Scored: StationScoring.Look(classifier, frame.Jpeg))).ToList();
        var adaptation = CameraAdaptation.Of(classes, [.. reference.Select(frame => frame.Scored)]);
        var others = StationPrints.Others(station).GroupBy(frame => frame.Label).ToList();
        return
        [
            (reference[reference.Count / 2].Jpeg, $"reference: {Told(reference[reference.Count / 2].Scored)}"),
            .. others.SelectMany(label => Middle([.. label], label.Key.IsDefect ? 1 : 2))
                .Select(frame => (frame.Jpeg, $"{frame.Label}: {Told(StationScoring.Look(classifier, frame.Jpeg))}")),
        ];

        string Told(ReferenceFrame scored)
        {
            float[] before = [.. scored.Probabilities], after = [.. before];
            adaptation.Apply(rule, classes, after, [.. scored.Embedding]);
            var likeliest = classes.Where(c => c.IsDefect).MaxBy(c => after[classes.ColumnOf(c)])!;
            var column = classes.ColumnOf(likeliest);
            return string.Create(CultureInfo.InvariantCulture, $"{likeliest} {before[column]:0.00} to {after[column]:0.00}");
        }
    }

    /// <summary>Frames from the middle of equal parts.</summary>
    private static IEnumerable<SimulatedFrame> Middle(IReadOnlyList<SimulatedFrame> frames, int count) =>
        Enumerable.Range(0, count).Select(i => frames[(2 * i + 1) * frames.Count / (2 * count)]);
}
