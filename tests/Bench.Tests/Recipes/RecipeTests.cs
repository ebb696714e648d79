using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Bench.Tests.Recipes;

public sealed class RecipeTests
{
    private static readonly TrainOptions Defaults = new() { Seed = 7 };
    private static readonly IReadOnlyList<Recipe> All = Recipe.All(Defaults);

    [Fact]
    public void All_EachIsTrainable() => Assert.All(All, recipe => Assert.Empty(recipe.Options.Sampling.Problems().Concat(recipe.Options.Loss.Problems(recipe.Options.Sampling))));

    [Fact]
    public void All_EqualTraining_SharesACell_AndOtherTrainingDoesNot()
    {
        var calibration = Defaults.Calibration;
        var trained = All.Select(r => (r.Cell, Options: r.Options with { Calibration = calibration })).ToList();
        Assert.All(trained.GroupBy(r => r.Cell), cell => Assert.Single(cell.Select(r => r.Options).Distinct()));
        Assert.Equal(All.Select(r => r.Cell).Distinct().Count(), trained.Select(r => r.Options).Distinct().Count());
    }

    [Fact]
    public void All_Names_TellThemApart() => Assert.Equal(All.Count, All.Select(r => r.Name).Distinct().Count());

    [Fact]
    public void All_FromPlainToFull_EachAddsOnePartAndKeepsTheRest()
    {
        var path = All.Take(6).ToList();

        Assert.All(path.Zip(path.Skip(1)), pair => Assert.Equal(1, Differences(pair.First, pair.Second)));
        Assert.Equal(Defaults, path[^1].Options);
        Assert.Equal(Recipe.Full(Defaults), path[^1]);
    }

    [Fact]
    public void Plain_DrawsEachImageOnceAndWeighsAllAlike()
    {
        var options = Recipe.Plain(Defaults).Options;
        var plan = SamplingPlan.For(
            [new(DefectClass.Good, Groups: 10, Images: 900), new(DefectClass.Spaghetti, Groups: 2, Images: 12)], options.Sampling, options.Loss);

        Assert.Equal([900, 12], plan.Classes.Select(c => c.Draws));
        Assert.All(plan.Classes, c => Assert.Equal(1, c.Alpha, 12));
    }

    [Fact]
    public void All_Frigates_IsPlainWithEveryBlockFrozenAndOneThreshold()
    {
        var frigate = Assert.Single(All, recipe => recipe.Name.StartsWith("Frigate", StringComparison.Ordinal));

        Assert.Equal(NetworkCatalog.BlockCount(Defaults.Architecture), frigate.Options.FrozenBlocks);
        Assert.Equal(Recipe.Plain(Defaults).Options, frigate.Options with { FrozenBlocks = Defaults.FrozenBlocks });
        Assert.Equal(Judgement.OneThreshold, frigate.Judgement);
    }

    /// <summary>Mixing is a part of its own, though the options of augmentation hold it.</summary>
    private static int Differences(Recipe one, Recipe other) => new[]
    {
        one.Options.Sampling != other.Options.Sampling,
        one.Options.Loss != other.Options.Loss,
        one.Options.Augmentation.Policy != other.Options.Augmentation.Policy,
        one.Options.Augmentation.MixingShare != other.Options.Augmentation.MixingShare,
        one.Judgement != other.Judgement,
    }.Count(differs => differs);
}
