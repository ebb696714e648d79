using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.Tests.Recipes;

public sealed class CellScoresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dataset _data;

    public CellScoresTests() => _data = new Dataset(
        [
            Image("b.jpg", DefectClass.Good, Splits.Train),
            Image("a.jpg", DefectClass.Spaghetti, Splits.Validation),
            Image("c.jpg", DefectClass.Spaghetti, Splits.Train),
            Image("t.jpg", DefectClass.Good, Splits.Test),
            Image("s.jpg", DefectClass.Good, Splits.Train) with { Auxiliary = true },
        ],
        [],
        "hash");

    [Fact]
    public void Of_Again_ReadsWhatTheFirstTimeWrote()
    {
        var first = Cells().Of(Recipe(seed: 1), Train);

        var again = Cells().Of(Recipe(seed: 1), () => throw new InvalidOperationException("trained twice"));

        Assert.Equal(["a.jpg", "b.jpg", "c.jpg"], first.Select(s => s.Image.Path));
        Assert.Equal(first.Select(s => (s.Image, string.Join(' ', s.Logits))), again.Select(s => (s.Image, string.Join(' ', s.Logits))));
        Assert.Equal([0.3333, -1.5], again[1].Logits);
    }

    [Fact]
    public void Of_OtherSeedOptionsFoldsOrPictures_TrainsAnew()
    {
        Cells().Of(Recipe(seed: 1), Train);
        var trained = 0;
        IReadOnlyList<ScoredImage> Count()
        {
            trained++;
            return Train();
        }

        Cells().Of(Recipe(seed: 2), Count);
        Cells().Of(Recipe(seed: 1) with { Options = new TrainOptions { Seed = 1, Epochs = 99 } }, Count);
        Cells(parting: "3").Of(Recipe(seed: 1), Count);
        Cells(data: _data with { Sha256 = "of other pictures" }).Of(Recipe(seed: 1), Count);

        Assert.Equal(4, trained);
    }

    [Fact]
    public void Of_OtherWayToDecide_SharesTheFile()
    {
        var defaults = new TrainOptions();
        Cells().Of(Bench.Recipes.Recipe.Full(defaults), Train);

        Assert.All(
            Bench.Recipes.Recipe.All(defaults).Where(r => r.Cell == Bench.Recipes.Recipe.Full(defaults).Cell),
            recipe => Cells().Of(recipe, () => throw new InvalidOperationException("trained twice")));
    }

    [Fact]
    public void Files_NameNoFolderOfThisMachine()
    {
        Cells().Of(Recipe(seed: 1), Train);

        var file = Assert.Single(Directory.GetFiles(_folder.Path, "*.csv", SearchOption.AllDirectories));
        Assert.DoesNotContain(Root, File.ReadAllText(file), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Root => Path.Combine(Path.GetTempPath(), "prints");

    private static Recipe Recipe(int seed) => new("recipe", "cell", new TrainOptions { Seed = seed }, Judgement.Calibrated);

    private static LabelledImage Image(string name, DefectClass label, string split) => new(Path.Combine(Root, name), label, name, "s", "MIT", split);

    private CellScores Cells(string parting = "2", Dataset? data = null) =>
        new(_folder.Path, CrossValidation.Judged(_data), data ?? _data, _data.Classes, Root, parting);

    /// <summary>Folds come in another order than files.</summary>
    private IReadOnlyList<ScoredImage> Train() => [.. _data.Images.Take(3).Reverse().Select(i => new ScoredImage(i, [1 / 3.0, -1.5]))];
}
