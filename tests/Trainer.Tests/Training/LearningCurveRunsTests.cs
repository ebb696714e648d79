using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class LearningCurveRunsTests
{
    [Fact]
    public void Thin_EveryShare_KeepsThatShareOfThePrintsOfEachClass_AndThoseOfTheSmaller()
    {
        var images = Images(DefectClass.Good, 8).Concat(Images(DefectClass.Spaghetti, 3)).ToList();

        var (quarter, half, all) = (Groups(images, 0.25), Groups(images, 0.5), Groups(images, 1));

        Assert.Equal((2, 1), Count(quarter));
        Assert.Equal((4, 1), Count(half));
        Assert.Equal((8, 3), Count(all));
        Assert.Superset(quarter, half);
    }

    [Fact]
    public void Thin_PrintThatFails_CountsForItsFailure_AndStaysWhole()
    {
        List<LabelledImage> images = [.. Images(DefectClass.Good, 4), Image(DefectClass.Good, "failing"), Image(DefectClass.Spaghetti, "failing")];

        var kept = LearningCurveRuns.Thin(images, 0.25, seed: 1).ToList();

        Assert.Equal(3, kept.Count);
        Assert.Equal(2, kept.Count(i => i.Group == "failing"));
    }

    [Fact]
    public void Thin_AuxiliaryImages_StayAsTheyAre()
    {
        List<LabelledImage> images = [.. Images(DefectClass.Good, 4), .. Images(DefectClass.Stringing, 5).Select(i => i with { Auxiliary = true })];

        Assert.Equal(5, LearningCurveRuns.Thin(images, 0.25, seed: 1).Count(i => i.Auxiliary));
    }

    private static HashSet<string> Groups(List<LabelledImage> images, double share) => [.. LearningCurveRuns.Thin(images, share, seed: 1).Select(i => i.Group)];

    private static (int Good, int Spaghetti) Count(HashSet<string> groups) =>
        (groups.Count(g => g.StartsWith("good", StringComparison.Ordinal)), groups.Count(g => g.StartsWith("spaghetti", StringComparison.Ordinal)));

    private static IEnumerable<LabelledImage> Images(DefectClass label, int groups) => Enumerable.Range(0, groups).Select(i => Image(label, $"{label}_{i}"));

    private static LabelledImage Image(DefectClass label, string group) => new($"/{group}_{label}.jpg", label, group, "test", "MIT", Splits.Train);
}
