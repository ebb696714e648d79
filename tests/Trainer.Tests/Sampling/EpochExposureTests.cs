using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Tests.Sampling;

public sealed class EpochExposureTests
{
    [Fact]
    public void Of_AnOrder_CountsDrawsDistinctImagesAndRepeatsBesideThePlan()
    {
        LabelledImage[] images = [.. new[] { DefectClass.Good, DefectClass.Good, DefectClass.Good, DefectClass.Spaghetti, DefectClass.Stringing }
            .Select((label, i) => new LabelledImage($"{i}", label, $"{i}", "s", "MIT", "train"))];
        var plan = new SamplingPlan(0.5, 0.25, [
            new(DefectClass.Good, 3, 4, 1), new(DefectClass.Stringing, 1, 2, 1), new(DefectClass.Spaghetti, 1, 3, 1)]);

        var exposure = EpochExposure.Of(plan, images, [0, 3, 1, 0, 3, 3, 0]);

        Assert.Equal(
            [
                new(DefectClass.Good, Images: 3, Planned: 4, Realised: 4, Distinct: 2, MostRepeats: 3),
                new(DefectClass.Stringing, Images: 1, Planned: 2, Realised: 0, Distinct: 0, MostRepeats: 0),
                new(DefectClass.Spaghetti, Images: 1, Planned: 3, Realised: 3, Distinct: 1, MostRepeats: 3),
            ],
            exposure);
    }
}
