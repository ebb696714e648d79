using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class TrainingDrawsTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Spaghetti]);

    private static readonly LabelledImage[] Images =
    [
        new("good.jpg", DefectClass.Good, "g1", "s", "MIT", Splits.Train),
        new("spaghetti.jpg", DefectClass.Spaghetti, "g2", "s", "MIT", Splits.Train) { Boxes = [new DefectBox(0.2, 0.2, 0.4, 0.4)] },
    ];

    [Fact]
    public void Requests_PolicyAndMixing_ReachTheFrames()
    {
        // Of two classes alike good gets the base of 0.5, and spaghetti, which must not be missed, 0.75.
        var (good, spaghetti) = Requests(new AugmentationOptions { MixingShare = 1 });

        Assert.Equal(("good.jpg", 0, "good.jpg", AugmentationAmounts.Of(0.5, 0.5)), (good.Path, good.Label, good.Background, good.Augmentation));
        Assert.Equal(
            ("spaghetti.jpg", 1, "good.jpg", AugmentationAmounts.Of(0.75, 0.75)), (spaghetti.Path, spaghetti.Label, spaghetti.Background, spaghetti.Augmentation));
        Assert.Equal(Images[1].Boxes, spaghetti.Boxes);
    }

    [Fact]
    public void Requests_NeitherPolicyNorMixing_ShowFramesAsTheyAre()
    {
        var (good, spaghetti) = Requests(new AugmentationOptions { Policy = AugmentationKind.None, MixingShare = 0 });

        Assert.All([good, spaghetti], request => Assert.Equal((null, null), (request.Augmentation, request.Background)));
    }

    [Fact]
    public void Requests_EveryDrawOfEveryEpoch_HasASeedOfItsOwn_TheSameInAnotherRun()
    {
        var options = new TrainOptions { Epochs = 2, Seed = 3 };

        var seeds = Seeds(options);

        Assert.Equal(6, seeds.Distinct().Count());
        Assert.Equal(seeds, Seeds(options));
        Assert.Empty(seeds.Intersect(Seeds(options with { Seed = 4 })));
    }

    private static (FrameRequest Good, FrameRequest Spaghetti) Requests(AugmentationOptions augmentation)
    {
        var options = new TrainOptions { Augmentation = augmentation };
        FrameRequest[] requests = [.. new TrainingDraws(Images, Classes, options).Requests(Course(options)[0], [0, 1])];
        return (requests[0], requests[1]);
    }

    /// <summary>Of one image drawn three times in each of two epochs.</summary>
    private static List<int> Seeds(TrainOptions options)
    {
        var (draws, course) = (new TrainingDraws(Images, Classes, options), Course(options));
        return [.. new[] { 0, 1 }.SelectMany(epoch => draws.Requests(course[epoch], [0, 0, 0])).Select(request => request.Seed)];
    }

    private static TrainingCourse Course(TrainOptions options) => TrainingCourse.Of(options, ClassCount.Of(Images));
}
