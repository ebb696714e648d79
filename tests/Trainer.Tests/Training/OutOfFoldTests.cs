using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class OutOfFoldTests
{
    private static readonly TrainOptions Options = new();
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Spaghetti]);

    [Fact]
    public void Evaluate_EachHalf_IsDecidedByTheThresholdsOfTheOther()
    {
        // Spaghetti leads by 3 in one half and by -1 in the other, good pictures by 1 and -3: each half is parted perfectly by its own threshold.
        // The first half's raises nothing in the second, and the second's raises everything in the first.
        var images = Enumerable.Range(0, 40).Select(i => Image($"{i}", i % 2 == 0 ? DefectClass.Good : DefectClass.Spaghetti)).ToList();
        var half = GroupedFolds.Assign(images, folds: 2, Options.Seed);
        var scores = images.Select((image, i) => new ScoredImage(image, [0, (half[i] == 0 ? 1 : -3) + (image.Label == DefectClass.Spaghetti ? 2 : 0)])).ToList();

        var found = OutOfFold.Evaluate(scores, Trained(), Options);

        Assert.Equal(half.Count(h => h == 0), found.Counts.Raised(DefectClass.Spaghetti));
        Assert.Equal(images.Where((image, i) => half[i] == 0 && image.Label == DefectClass.Spaghetti).Count(), found.Counts.RaisedRightly(DefectClass.Spaghetti));
    }

    [Fact]
    public void Problems_ClassOfOnePrint_IsNamedBeforeTraining()
    {
        var good = Enumerable.Range(0, 4).Select(i => Image($"{i}", DefectClass.Good)).ToList();
        Dataset Data(params LabelledImage[] spaghetti) => new([.. good, .. spaghetti], [], "hash");

        Assert.Empty(OutOfFold.Problems(Data(Image("a", DefectClass.Spaghetti), Image("b", DefectClass.Spaghetti)), Options));
        Assert.Equal(
            "--folds: of the two halves that the prints are parted into, one has no image of spaghetti; add prints of it, or leave --folds out",
            Assert.Single(OutOfFold.Problems(Data(Image("a", DefectClass.Spaghetti)), Options)));
    }

    private static LabelledImage Image(string group, DefectClass label) => new($"{group}.jpg", label, group, "s", "MIT", Splits.Train);

    /// <summary>Of a network only what it is fitted to counts here: both classes alike.</summary>
    private static TrainedNetwork Trained() => new(
        null!, Classes, SamplingPlan.For([.. Classes.Select(c => new ClassCount(c, Groups: 20, Images: 20))], Options.Sampling, Options.Loss), null!, []);
}
