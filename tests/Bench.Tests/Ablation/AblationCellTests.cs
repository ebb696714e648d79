using Defects.Bench.Ablation;
using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.Tests.Ablation;

public sealed class AblationCellTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]);

    public static TheoryData<string> Names => [.. Recipe.All(new TrainOptions()).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Of_LogitsThatAreAlwaysRightAndSure_EveryRecipeIsRight(string name)
    {
        var cell = AblationCell.Of(Recipe.All(new TrainOptions()).Single(r => r.Name == name), Scores(margin: 12), Classes);

        Assert.Equal(1, cell.Scores.Accuracy);
        Assert.Equal(60, cell.Scores.Images);
        Assert.InRange(cell.Error, 0, 0.01);
    }

    [Fact]
    public void Of_UnsureLogits_CalibrationMakesTheProbabilitiesBelievable()
    {
        // Right nine times of ten with a margin of one: the plain softmax says e / (e + 2) = 0.58.
        var defaults = new TrainOptions();
        var unsure = Scores(margin: 1, wrongEvery: 10);

        Assert.Equal(0.9 - Math.E / (Math.E + 2), AblationCell.Of(Recipe.Plain(defaults), unsure, Classes).Error, 1e-9);
        Assert.InRange(AblationCell.Of(Recipe.Full(defaults), unsure, Classes).Error, 0, 0.05);
    }

    private static List<ScoredImage> Scores(double margin, int wrongEvery = int.MaxValue) =>
    [
        .. Enumerable.Range(0, 60).Select(i => new ScoredImage(
            new LabelledImage($"{i}.jpg", Classes[i % 3], $"g{i / 2}_{i % 2}", "s", "MIT", Splits.Train),
            [.. Enumerable.Range(0, 3).Select(column => column == (i % wrongEvery == wrongEvery - 1 ? i + 1 : i) % 3 ? margin : 0)])),
    ];
}
