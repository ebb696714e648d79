using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using static Defects.Trainer.Tests.Evaluation.TestPredictions;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class DecisionRuleTests
{
    [Fact]
    public void Decide_NothingReachesItsThreshold_IsGoodHoweverUnlikely() =>
        Assert.Equal(DefectClass.Good, Rule.Decide([0.10, 0.45, 0.35, 0.10]));

    [Fact]
    public void Decide_TwoRaised_TakesTheLargerMultipleOfItsThreshold() =>
        // 0.55 / 0.5 = 1.1 and 0.25 / 0.2 = 1.25: the likelier class loses.
        Assert.Equal(DefectClass.Spaghetti, Rule.Decide([0.1, 0.55, 0.1, 0.25]));

    [Fact]
    public void Raises_ProbabilityJustAtTheThreshold_Counts()
    {
        Assert.True(Rule.Raises(DefectClass.Stringing, [0.6, 0, 0.4, 0]));
        Assert.False(Rule.Raises(DefectClass.Stringing, [0.6, 0, 0.3999, 0]));
        Assert.True(Rule.Raises(DefectClass.Good, [0.6, 0, 0.3999, 0]));
    }

    [Fact]
    public void Decide_AnyProbabilities_IsAmongWhatIsRaised() =>
        Gen.Double[0, 1].Array[4].Sample(raw =>
        {
            double[] p = [.. raw.Select(x => x / (raw.Sum() + 1e-9))];
            return Rule.Raises(Rule.Decide(p), p);
        });

    [Fact]
    public void Of_SixFrames_GivesTheFiguresWorkedOutByHand()
    {
        var tally = Tally.Of(
            [
                TestPredictions.Of(DefectClass.Good, [0.9, 0.05, 0.03, 0.02]),          // raises nothing
                TestPredictions.Of(DefectClass.Good, [0.7, 0, 0, 0.3]),                 // raises spaghetti, though good is likelier
                TestPredictions.Of(DefectClass.Spaghetti, [0.5, 0, 0, 0.5]),            // raises spaghetti
                TestPredictions.Of(DefectClass.Spaghetti, [0.3, 0, 0.45, 0.25]),        // raises both; 1.25 > 1.125
                TestPredictions.Of(DefectClass.Spaghetti, [0.9, 0, 0, 0.1]),            // raises nothing
                TestPredictions.Of(DefectClass.Stringing, [0.3, 0, 0.5, 0.2]),          // raises both; 1.25 > 1
            ],
            Rule);

        var scores = ThresholdScores.Of(tally);

        Assert.Equal((4, 2), (tally.Raised(DefectClass.Spaghetti), tally.RaisedRightly(DefectClass.Spaghetti)));
        Assert.Equal((2, 1), (tally.Raised(DefectClass.Stringing), tally.RaisedRightly(DefectClass.Stringing)));
        Assert.Equal((2, 1), (tally.Raised(DefectClass.Good), tally.RaisedRightly(DefectClass.Good)));
        Assert.Equal([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti], scores.Classes.Select(c => c.Class));
        Assert.Equal((0.5, 2.0 / 3, 4.0 / 7), Figures(scores, DefectClass.Spaghetti));
        Assert.Equal((0.5, 1.0, 2.0 / 3), Figures(scores, DefectClass.Stringing));
        Assert.Equal(4.0 / 6, scores.Decision.Accuracy, 9);
        Assert.Equal((0.5 + 1 + 2.0 / 3) / 3, scores.Decision.BalancedAccuracy, 9);
        Assert.Equal([DefectClass.UnderExtrusion], scores.Decision.Absent);
    }

    private static (double, double, double) Figures(ThresholdScores scores, DefectClass item) =>
        scores.Classes.Where(c => c.Class == item).Select(c => (c.Precision, c.Recall, c.F1)).Single();
}
