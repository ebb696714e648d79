using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Retraining;

/// <summary>One row of the frozen test split with what both models say it shows.</summary>
public sealed record PairedPrediction(string Group, DefectClass Truth, DefectClass Champion, DefectClass Challenger)
{
    /// <summary>Scores both bundles, each at the thresholds that it is served with: alerts follow those, and they change with every training as weights do.</summary>
    /// <exception cref="BundleException">A bundle is damaged.</exception>
    public static IReadOnlyList<PairedPrediction> Of(ModelBundle champion, ModelBundle challenger, IReadOnlyList<LabelledImage> test, CancellationToken cancellation) =>
    [
        .. Answers(champion, test, cancellation)
            .Zip(Answers(challenger, test, cancellation), test)
            .Select(row => new PairedPrediction(row.Third.Group, row.Third.Label, row.First, row.Second)),
    ];

    private static IReadOnlyList<DefectClass> Answers(ModelBundle bundle, IReadOnlyList<LabelledImage> test, CancellationToken cancellation)
    {
        using var scoring = BundleScoring.Open(bundle);
        var rule = new DecisionRule(scoring.Model.ClassSet(), DefaultThresholds.Of(scoring.Model));
        return [.. scoring.Score(test, cancellation).Select(p => rule.Decide(p.Probabilities))];
    }
}
