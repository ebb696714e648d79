using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Defects.Shared.Classes;

namespace Defects.Trainer.Calibration;

/// <summary>How the threshold of one class is chosen.</summary>
/// <param name="Value">
/// beta, above 0 to 10, of <see cref="ThresholdCriterion.FBeta"/>; the precision, above 0 to 0.999, of
/// <see cref="ThresholdCriterion.PrecisionTarget"/> (0.999 asks for 2995 prints without an error).
/// </param>
public sealed record ThresholdRule(ThresholdCriterion Criterion, double Value)
{
    private const double LargestBeta = 10;
    private const double LargestPrecision = 0.999;

    /// <summary>Reads <c>spaghetti=0.9</c>: precision 0.9 for spaghetti.</summary>
    /// <param name="problem">What is wrong with <paramref name="text"/>, where the answer is false.</param>
    public static bool TryParsePrecisionTarget(
        string text,
        [NotNullWhen(true)] out DefectClass? item,
        [NotNullWhen(true)] out ThresholdRule? rule,
        [NotNullWhen(false)] out string? problem)
    {
        (item, rule) = (null, null);
        problem = $"--precision-target {text}: expected CLASS=PRECISION such as spaghetti=0.9";
        if (text.Split('=') is not [var name, var number]
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var target))
        {
            return false;
        }

        if (!DefectClass.TryFromName(name, out item) || !item.IsDefect)
        {
            problem = $"--precision-target {text}: '{name}' is no defect; expected one of {string.Join(", ", DefectClass.All.Where(c => c.IsDefect))}";
            return false;
        }

        var parsed = new ThresholdRule(ThresholdCriterion.PrecisionTarget, target);
        if (parsed.Problem() is { } range)
        {
            problem = $"--precision-target {text}: {range}";
            return false;
        }

        (rule, problem) = (parsed, null);
        return true;
    }

    /// <summary>What is wrong with the value, or null.</summary>
    public string? Problem() => Criterion switch
    {
        ThresholdCriterion.FBeta when !(Value is > 0 and <= LargestBeta) => FormattableString.Invariant($"beta {Value}: expected above 0 to {LargestBeta}"),
        ThresholdCriterion.PrecisionTarget when !(Value is > 0 and <= LargestPrecision) =>
            FormattableString.Invariant($"precision {Value}: expected above 0 to {LargestPrecision}"),
        _ => null,
    };

    public override string ToString() => FormattableString.Invariant($"{(Criterion == ThresholdCriterion.FBeta ? "best F, beta" : "precision at least")} {Value}");
}
