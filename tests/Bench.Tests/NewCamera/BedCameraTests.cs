using Defects.Bench.NewCamera;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Tests.NewCamera;

public sealed class BedCameraTests
{
    [Fact]
    public void Of_WorkedByHand()
    {
        var bed = BedCamera.Of(
            [Frame("good_1", 0.1), Frame("good_1", 0.6), Frame("good_2", 0.3), Frame("good_2", 0.2), Frame("failed", 0.7), Frame("failed", 0.5), Frame("failed", 0.4)],
            new DecisionRule(new ClassSet([DefectClass.Good, DefectClass.Spaghetti]), [new ClassThreshold(DefectClass.Spaghetti, 0.5, 0.3, Spread: 0)]));

        Assert.Equal(2 / 3.0, bed.Recall, 12);
        Assert.Equal(1 / 4.0, bed.FalseAlarms, 12);
        Assert.Equal((4 + 3 + 3) / 12.0, bed.Separation.Auroc, 12);
        Assert.Equal([("failed", 2 / 3.0), ("good_1", 0.5), ("good_2", 0)], bed.Prints.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));
    }

    private static Prediction Frame(string print, double spaghetti) => new(
        new LabelledImage("a.jpg", print == "failed" ? DefectClass.Spaghetti : DefectClass.Good, print, "bedcam", "-", BedCamera.Split),
        [1 - spaghetti, spaghetti]);
}
