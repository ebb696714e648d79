using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class ServedSharesTests
{
    private static readonly DecisionRule Rule = new(
        new ClassSet([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]),
        [new ClassThreshold(DefectClass.Stringing, 0.7, 0.5, 0.1), new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.5, 0.1)]);

    [Fact]
    public void Of_WorkedByHand()
    {
        var shares = ServedShares.Of(Rule,
        [
            (DefectClass.Good, [0.8, 0.1, 0.1]),
            (DefectClass.Good, [0.2, 0.2, 0.6]), // At the threshold of spaghetti.
            (DefectClass.Good, [0.31, 0.69, 0]),
            (DefectClass.Spaghetti, [0.3, 0, 0.7]),
            (DefectClass.Spaghetti, [0.1, 0.9, 0]), // Raises what it does not show.
            (DefectClass.Stringing, [0.2, 0.7, 0.1]),
            (DefectClass.Stringing, [0.9, 0.1, 0]),
        ]);

        Assert.Equal(1 / 3.0, shares.FalseAlarms!.Value, 12);
        Assert.Equal(2 / 4.0, shares.Caught!.Value, 12);
    }

    [Fact]
    public void Of_GoodPicturesAlone_TellsNothingOfFailures()
    {
        Assert.Equal(new ServedShares(0, null), ServedShares.Of(Rule, [(DefectClass.Good, [0.8, 0.1, 0.1])]));
    }
}
