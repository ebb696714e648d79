using Defects.Bench.Recipes;
using Defects.Shared.Simulation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.SeedProblem;

/// <summary>Ways to train on the seed's problem, each with one network in the work folder.</summary>
internal sealed class SeedProblemRuns
{
    private readonly PlainProgress _progress = new(Console.Error);
    private readonly TrainOptions _defaults;
    private readonly Dataset _data;
    private readonly string _folder;
    private readonly CancellationToken _cancellation;

    /// <param name="folder">Keeps frames and networks.</param>
    public SeedProblemRuns(string folder, Difficulty difficulty, int epochs, CancellationToken cancellation)
    {
        (_folder, _cancellation) = (folder, cancellation);
        _defaults = new TrainOptions { Backbone = RealData.Backbone, Epochs = epochs };
        _progress.Note($"Rendering what is missing of {SeedProblemData.Parts(difficulty).Sum(part => part.Frames.Values.Sum())} frames.");
        _data = SeedProblemData.Prepare(difficulty, Path.Combine(folder, "data"), cancellation);
    }

    public SeedProblemColumn Plain() => Column(Recipes.Recipe.Plain(_defaults) with { Name = "plain" }, Splits.Test);

    public IReadOnlyList<SeedProblemColumn> Recipe()
    {
        var full = Recipes.Recipe.Full(_defaults);
        return
        [
            Column(full with { Name = "recipe, likeliest class", Judgement = Judgement.Calibrated }, Splits.Test),
            Column(full with { Name = "recipe, at its thresholds" }, Splits.Test),
        ];
    }

    /// <summary>From plain to full, one part more in each, all decided alike, on the development prints.</summary>
    public IReadOnlyList<SeedProblemColumn> Parts()
    {
        var recipes = Recipes.Recipe.All(_defaults).DistinctBy(recipe => recipe.Cell).ToList();
        var full = recipes.FindIndex(recipe => recipe.Cell == Recipes.Recipe.Full(_defaults).Cell);
        return [.. recipes.Take(full + 1).Select(recipe => Column(recipe with { Judgement = Judgement.CalibratedThresholds }, SeedProblemData.Development))];
    }

    private SeedProblemColumn Column(Recipe recipe, string asked)
    {
        _progress.Note(recipe.Name);
        var fitted = Scores(recipe, Splits.Validation);
        return SeedProblemColumn.Of(
            recipe.Name, Answers.Of(recipe, Scores(recipe, asked), fitted, _data.Split(Splits.Train), _data.Classes), _data.Classes);
    }

    /// <summary>Of one network: those of its folder, or of one trained now.</summary>
    private IReadOnlyList<ScoredImage> Scores(Recipe recipe, string split)
    {
        var folder = Path.Combine(_folder, recipe.Cell);
        RunConfiguration.Claim(folder, recipe.Options, _data);
        var images = _data.Split(split);
        var file = Path.Combine(folder, $"scores_{split}.csv");
        if (FoldScores.TryRead(file, images, _data.Classes) is { } known)
        {
            return known;
        }

        using var trained = TrainingRun.Execute(recipe.Options, _data, folder, _progress, TimeProvider.System, _cancellation);
        var scores = HeldOutScores.WithoutPrior(
            NetworkScoring.Score(trained.Network, images, _data.Classes, recipe.Options, _cancellation), recipe.Options.Loss.FittedPrior(trained.Plan), _data.Classes);
        FoldScores.Write(file, scores, _data.Classes);
        return scores;
    }
}
