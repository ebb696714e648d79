using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Trainer.Adaptation;

/// <summary>
/// Learns once, across cameras that the model was not trained on, how far the good frames of one are to be followed: how much of the
/// differences between cameras is taken away and what novelty adds by likelihood, and where the scores then have to lie by the false
/// alarms that the model's thresholds may raise.
/// </summary>
public static class AdaptationSearch
{
    /// <summary>Share of the good frames of the cameras that may be at or above a class's set threshold.</summary>
    public const double FalseAlarms = 0.005;

    /// <summary>Share of the good frames that may be alarms even with <see cref="Lowest"/>.</summary>
    private const double MostLost = 0.1;

    /// <summary>A failure whose log-odds exceed the threshold's by 2 is one under any adaptation.</summary>
    public const double Lowest = -2;

    /// <summary>The scores of a camera may lie this much too low.</summary>
    public const double Highest = 6;

    private const int Rounds = 3;

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
        var rule = new AdaptationRule(
            usual[usual.Length / 2], [.. classes.Where(c => rows.Any(row => c.IsDefect && row.Frame.Label == c)).Select(c => Weigh(classes, c, rows))]);

        // What is added to one class moves the probabilities of all.
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var item in rule.Classes)
            {
                var others = rule with { Classes = [.. rule.Classes.Where(other => other.Class != item.Class)] };
                rule = OffsetOf(model, others, item, rows) is { } offset
                    ? others with { Classes = [.. rule.Classes.Select(c => c.Class == item.Class ? c with { Offset = offset } : c)] }
                    : others;
            }
        }

        return rule;
    }

    private static ClassAdaptation Weigh(ClassSet classes, DefectClass item, IReadOnlyList<Row> all)
    {
        var (column, good) = (classes.ColumnOf(item), classes.ColumnOf(DefectClass.Good));
        var rows = all.Where(row => row.Frame.Label == item || !row.Frame.Label.IsDefect).ToList();
        double[] margins = [.. rows.Select(row => CameraAdaptation.MarginsOf(row.Frame.Scored.Probabilities, good)[column])];
        bool[] truths = [.. rows.Select(row => row.Frame.Label.IsDefect)];
        var (shift, novelty) = Shifts.SelectMany(shift => Novelties.Select(novelty => (shift, novelty)))
            .MaxBy(way => TwoParameterLogit.Fit(
                [.. rows.Select((row, i) => margins[i] - way.shift * row.Camera.Adaptation.Margins[column] + way.novelty * row.Novelty)], truths));
        return new ClassAdaptation(item, 0, shift, novelty, Lowest, Highest);
    }

    /// <summary>The largest offset with which good frames raise no more false alarms than they may, those not counted that no offset quietens.</summary>
    /// <returns>Null where there are so many of those that the class had better be left alone.</returns>
    private static double? OffsetOf(ModelDescription model, AdaptationRule others, ClassAdaptation item, IReadOnlyList<Row> all)
    {
        var (classes, set) = (model.ClassSet(), model.ThresholdOf(item.Class).Set);
        var column = classes.ColumnOf(item.Class);
        var good = all.Where(row => !row.Frame.Label.IsDefect).ToList();
        var (low, high) = (-Farthest, Farthest);
        var lost = AlarmsAt(low);
        if (lost > MostLost * good.Count)
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
            var tried = others with { Classes = [.. others.Classes, item with { Offset = offset }] };
            return good.Count(row => row.Adapted(tried, classes)[column] >= set);
        }
    }

    private sealed record Row(TriedCamera Camera, TriedFrame Frame, double Novelty)
    {
        public float[] Adapted(AdaptationRule rule, ClassSet classes)
        {
            var adapted = new float[classes.Count];
            Camera.Adaptation.Apply(rule, classes, [.. Frame.Scored.Probabilities], Novelty, adapted);
            return adapted;
        }
    }
}
