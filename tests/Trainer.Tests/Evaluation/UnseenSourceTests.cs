using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class UnseenSourceTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]);

    [Fact]
    public void Of_WorkedByHand()
    {
        var source = UnseenSource.Of("shop", Classes,
        [
            Scored(DefectClass.Good, 3, 0, 0),
            Scored(DefectClass.Good, 1, 0.8, 0.8), // Good is likeliest, though it has less than half.
            Scored(DefectClass.Good, 0, 0, 2), // More likely spaghetti than good, and more so than the second spaghetti.
            Scored(DefectClass.Spaghetti, 0, 0, 4),
            Scored(DefectClass.Spaghetti, 2, 0, 1),
            Scored(DefectClass.Stringing, 0, 3, 0),
        ]);

        Assert.Equal(4 / 6.0, source.Spaghetti!.Auroc, 12);
        Assert.Equal(7 / 9.0, source.Defects!.Auroc, 12);
        Assert.Equal(1 / 3.0, source.GoodTaken!.Value, 12);
    }

    [Fact]
    public void Of_Served_CountsAtTheThresholds()
    {
        // Halved, the odds of the logits are e^0 = 1, e^1 = 2.718 and e^2 = 7.389: 7.389 / (7.389 + 1 + 1) = 0.787, 2.718 / (2.718 + 1 + 1) = 0.576.
        var source = UnseenSource.Of("shop", Classes,
            [
                Scored(DefectClass.Good, 3, 0, 0), // 4 of good: 0.787.
                Scored(DefectClass.Good, -1, 0, 2), // 0.576 of spaghetti.
                Scored(DefectClass.Good, -1, 0, 4), // 0.787 of spaghetti.
                Scored(DefectClass.Spaghetti, -1, 0, 4),
                Scored(DefectClass.Spaghetti, -1, 4, 0), // 0.787 of stringing, which it does not show.
                Scored(DefectClass.Spaghetti, -1, 0, 2),
            ],
            new Dictionary<DefectClass, double> { [DefectClass.Good] = 1, [DefectClass.Stringing] = 0, [DefectClass.Spaghetti] = 0, [DefectClass.UnderExtrusion] = 9 },
            temperature: 2,
            [new ClassThreshold(DefectClass.Stringing, 0.7, 0.5, 0.1), new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.5, 0.1)]);

        Assert.Equal(1 / 3.0, source.FalseAlarms!.Value, 12);
        Assert.Equal(1 / 3.0, source.Caught!.Value, 12);
    }

    [Fact]
    public void Of_SourceOfGoodPicturesAlone_HasNothingToOrder()
    {
        var source = UnseenSource.Of("shop", Classes, [Scored(DefectClass.Good, 1, 0, 0)]);

        Assert.Null(source.Spaghetti);
        Assert.Null(source.Defects);
        Assert.Equal(0, source.GoodTaken);
        Assert.Null(source.FalseAlarms);
        Assert.Null(source.Caught);
    }

    [Fact]
    public void Of_CertainBeyondWhatAProbabilityTells_KeepsTheOrder()
    {
        var source = UnseenSource.Of("shop", Classes, [Scored(DefectClass.Good, 0, 0, 60), Scored(DefectClass.Spaghetti, 0, 0, 70)]);

        Assert.Equal(1, source.Spaghetti!.Auroc);
    }

    private static ScoredImage Scored(DefectClass label, params double[] logits) =>
        new(new LabelledImage("a.jpg", label, "g", "shop", "MIT", Splits.Validation), logits);
}
