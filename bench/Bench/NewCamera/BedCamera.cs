using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.NewCamera;

/// <summary>
/// What a model makes of the fixed camera beside a bed that no model was ever trained or chosen on: six prints, four good ones and two
/// that became spaghetti.
/// </summary>
/// <param name="Separation">Of spaghetti from good frames, by the spaghetti probability.</param>
/// <param name="Recall">Failed frames at or above the spaghetti threshold.</param>
/// <param name="FalseAlarms">Good frames at or above it.</param>
/// <param name="Prints">The same share for each print.</param>
internal sealed record BedCamera(Separation Separation, double Recall, double FalseAlarms, IReadOnlyDictionary<string, double> Prints)
{
    public const string Split = "test_bedcam";

    public static BedCamera Of(IReadOnlyList<Prediction> predictions, DecisionRule rule)
    {
        var column = rule.Classes.ColumnOf(DefectClass.Spaghetti);
        IReadOnlyList<Prediction> failing = Of(DefectClass.Spaghetti), good = Of(DefectClass.Good);
        return new BedCamera(
            new Separation(failing.Select(p => p.Probabilities[column]), good.Select(p => p.Probabilities[column])),
            Raised(failing),
            Raised(good),
            predictions.GroupBy(p => p.Image.Group).ToDictionary(print => print.Key, print => Raised([.. print])));

        IReadOnlyList<Prediction> Of(DefectClass label) => [.. predictions.Where(p => p.Image.Label == label)];

        double Raised(IReadOnlyList<Prediction> some) => some.Average(p => rule.Raises(DefectClass.Spaghetti, p.Probabilities) ? 1.0 : 0);
    }
}
