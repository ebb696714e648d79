using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>The figures of a set of images at the thresholds of the model; see <see cref="DecisionRule"/>.</summary>
/// <param name="Decision">Averages of the one answer; its top-2 accuracy means nothing.</param>
/// <param name="Classes">Each class present against the rest: an image may raise several, or none.</param>
public sealed record ThresholdScores(Scores Decision, IReadOnlyList<ClassScores> Classes)
{
    public static ThresholdScores Of(Tally tally)
    {
        var decision = Scores.Of(tally.Decided);
        return new ThresholdScores(decision, [.. decision.Classes.Select(c => AgainstTheRest(tally, c.Class, c.Support))]);
    }

    private static ClassScores AgainstTheRest(Tally tally, DefectClass item, int support)
    {
        var right = tally.RaisedRightly(item);
        return ClassScores.Of(right, tally.Raised(item) - right, support - right, item);
    }
}
