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
    public void Of_SourceOfGoodPicturesAlone_HasNothingToOrder()
    {
        var source = UnseenSource.Of("shop", Classes, [Scored(DefectClass.Good, 1, 0, 0)]);

        Assert.Null(source.Spaghetti);
        Assert.Null(source.Defects);
        Assert.Equal(0, source.GoodTaken);
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
