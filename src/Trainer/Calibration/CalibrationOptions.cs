using Defects.Shared.Classes;

namespace Defects.Trainer.Calibration;

/// <summary>What calibration is asked for.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Class frequencies where the model will serve, each above 0, adding up to 1; null takes those of the validation split.</summary>
    public IReadOnlyDictionary<DefectClass, double>? DeployedPrior { get; init; }

    /// <summary>Rules of classes for which the default of their severity will not do.</summary>
    public IReadOnlyDictionary<DefectClass, ThresholdRule> ThresholdRules { get; init; } = new Dictionary<DefectClass, ThresholdRule>();

    /// <summary>
    /// beta of a class that fails the print: a miss wastes hours of filament, a false alarm a walk to the printer, and evidence
    /// over seconds already filters single wrong frames. So precision and recall weigh alike.
    /// </summary>
    public double FailBeta { get; init; } = 1;

    /// <summary>
    /// beta of a class that only warns. Below 1 it spares operators false warnings and takes what is missed most already: out of fold
    /// 0.5 costs the recipe about 0.01 of macro-F1 and 0.03 of balanced accuracy (a row of <c>docs/ablation.md</c>).
    /// </summary>
    public double WarnBeta { get; init; } = 1;

    /// <summary>With which a precision target must be proved, one-sided; 0.5 to below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>
    /// Reset threshold as a share of the set threshold, above 0 to 1. Wide enough that frame noise around the set threshold does
    /// not end an alert that it has just begun, narrow enough that a mended print falls below it. A share and not a distance:
    /// evidence decays exponentially, so a mended print takes the same time (0.36 time constants) whatever the threshold is.
    /// </summary>
    public double ResetShare { get; init; } = 0.7;

    /// <summary>Samples of the prints over which a threshold is the median; 1 or more.</summary>
    public int Bootstraps { get; init; } = 200;

    public ThresholdRule RuleOf(DefectClass item) => ThresholdRules.GetValueOrDefault(item) ?? DefaultRuleOf(item);

    /// <summary>F-beta by severity: also what an unreachable precision target falls back on.</summary>
    public ThresholdRule DefaultRuleOf(DefectClass item) => new(ThresholdCriterion.FBeta, item.Severity == Severity.Fail ? FailBeta : WarnBeta);

    /// <summary>One line for each value out of its range.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (item, share) in DeployedPrior ?? new Dictionary<DefectClass, double>())
        {
            if (!(share is > 0 and <= 1))
            {
                yield return FormattableString.Invariant(
                    $"deployed prior {item} = {share}: expected above 0 to 1; at 0 nothing could raise the class, so give one never seen a small share such as 0.001");
            }
        }

        if (DeployedPrior?.Values.Sum() is { } sum && !(Math.Abs(sum - 1) < 1e-6))
        {
            yield return FormattableString.Invariant($"deployed prior: the shares add up to {sum:0.######}; expected 1");
        }

        foreach (var item in new[] { DefectClass.Spaghetti, DefectClass.Stringing }.Where(c => DefaultRuleOf(c).Problem() is not null))
        {
            yield return $"threshold of severity {item.Severity}: {DefaultRuleOf(item).Problem()}";
        }

        foreach (var (item, rule) in ThresholdRules)
        {
            if (!item.IsDefect)
            {
                yield return $"threshold of {item}: it is no defect and has none";
            }
            else if (rule.Problem() is { } problem)
            {
                yield return $"threshold of {item}: {problem}";
            }
        }

        if (!(Confidence is >= 0.5 and < 1))
        {
            yield return FormattableString.Invariant($"confidence {Confidence}: expected 0.5 to below 1");
        }

        if (!(ResetShare is > 0 and <= 1))
        {
            yield return FormattableString.Invariant($"reset share {ResetShare}: expected above 0 to 1");
        }

        if (Bootstraps < 1)
        {
            yield return $"bootstraps {Bootstraps}: expected 1 or more";
        }
    }

    /// <summary>One line for each class that is asked for and not of the model, or of the model and not in the deployed prior.</summary>
    public IEnumerable<string> Problems(ClassSet classes) =>
    [
        .. (DeployedPrior?.Keys ?? []).Except(classes).Select(c => $"deployed prior {c}: the training data has no such class, only {classes}"),
        .. DeployedPrior is null ? [] : classes.Except(DeployedPrior.Keys).Select(c => $"deployed prior: no share of {c}, which the model will know"),
        .. ThresholdRules.Keys.Except(classes).Select(c => $"threshold of {c}: the training data has no such class, only {classes}"),
    ];
}
