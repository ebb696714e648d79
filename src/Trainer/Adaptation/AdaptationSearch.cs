using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;

namespace Defects.Trainer.Adaptation;

/// <summary>
/// Learns once, across cameras that the model was not trained on, how far the good frames of one are to be followed: how much of the
/// differences between cameras is taken away and what novelty adds by likelihood, and where the scores then have to lie by the false
/// alarms that they may raise at the thresholds that the model is served with.
/// </summary>
public static class AdaptationSearch
{
    /// <summary>Share of the good frames of the cameras that may be at or above a class's set threshold.</summary>
    public const double FalseAlarms = 0.005;

    /// <summary>Share of the good frames that may be alarms even with <see cref="ClassAdaptation.LeastLowest"/>.</summary>
    private const double MostLost = 0.1;

    /// <summary>Beyond any margin.</summary>
    private const double Farthest = 40;

    private const double Precision = 1e-3;

    private static readonly double[] Shifts = [.. Enumerable.Range(0, 11).Select(i => i / 10.0)];
    private static readonly double[] Novelties = [.. Enumerable.Range(0, 11).Select(i => i / 5.0)];

    /// <param name="model">Its classes and thresholds.</param>
    /// <param name="cameras">Several; classes that none of them shows are not corrected.</param>
    public static AdaptationRule Learn(ModelDescription model, IReadOnlyList<TriedCamera> cameras)
    {
        var classes = model.ClassSet();
        var rows = cameras.SelectMany(camera => camera.Frames.Select(frame => new Row(camera, frame, camera.Adaptation.NoveltyOf([.. frame.Scored.Embedding])))).ToList();
        double[] usual = [.. rows.Where(row => !row.Frame.Label.IsDefect).Select(row => row.Novelty).Order()];
        var rule = new AdaptationRule(usual[usual.Length / 2], []);
        return rule with
        {
            Classes = [.. classes.Where(c => rows.Any(row => c.IsDefect && row.Frame.Label == c)).Select(c => Learn(model, rule, c, rows)).OfType<ClassAdaptation>()],
        };
    }

    /// <summary>Null where the class had better be left alone.</summary>
    private static ClassAdaptation? Learn(ModelDescription model, AdaptationRule rule, DefectClass item, IReadOnlyList<Row> all)
    {
        var column = model.ClassSet().ColumnOf(item);
        var weighed = Weigh(column, item, all);
        return OffsetOf(rule, weighed, column, DefaultThresholds.Of(model).Single(threshold => threshold.Class == item).Set, [.. all.Where(row => !row.Frame.Label.IsDefect)]) is { } offset
            ? weighed with { Offset = offset }
            : null;
    }

    private static ClassAdaptation Weigh(int column, DefectClass item, IReadOnlyList<Row> all)
    {
        var rows = all.Where(row => row.Frame.Label == item || !row.Frame.Label.IsDefect).ToList();
        double[] margins = [.. rows.Select(row => CameraAdaptation.LogOdds(row.Frame.Scored.Probabilities[column]))];
        bool[] truths = [.. rows.Select(row => row.Frame.Label.IsDefect)];
        var (shift, novelty) = Shifts.SelectMany(shift => Novelties.Select(novelty => (shift, novelty)))
            .MaxBy(way => TwoParameterLogit.Fit(
                [.. rows.Select((row, i) => margins[i] - way.shift * row.Camera.Adaptation.Margins[column] + way.novelty * row.Novelty)], truths));
        return new ClassAdaptation(item, 0, shift, novelty, ClassAdaptation.LeastLowest, ClassAdaptation.MostHighest);
    }

    /// <summary>The largest offset with which good frames raise no more false alarms than they may, those not counted that no offset quietens.</summary>
    /// <returns>
    /// Null where there are so many of those that the class had better be left alone, and where so few are near a threshold that nothing
    /// binds the offset: it would lift every frame of a camera as far as it may.
    /// </returns>
    private static double? OffsetOf(AdaptationRule rule, ClassAdaptation item, int column, double set, IReadOnlyList<Row> good)
    {
        var (low, high) = (-Farthest, Farthest);
        var lost = AlarmsAt(low);
        if (lost > MostLost * good.Count || AlarmsAt(high) - lost <= FalseAlarms * good.Count)
        {
            return null;
        }

        while (high - low > Precision)
        {
            var middle = (low + high) / 2;
            (low, high) = AlarmsAt(middle) - lost <= FalseAlarms * good.Count ? (middle, high) : (low, middle);
        }

        return low;

        int AlarmsAt(double offset)
        {
            var tried = item with { Offset = offset };
            return good.Count(row => row.Camera.Adaptation.Adapted(rule, tried, column, row.Frame.Scored.Probabilities[column], row.Novelty) >= set);
        }
    }

    private sealed record Row(TriedCamera Camera, TriedFrame Frame, double Novelty);
}
