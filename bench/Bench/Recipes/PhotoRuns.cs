using System.Globalization;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Training;

namespace Defects.Bench.Recipes;

/// <summary>
/// The real photos, and what networks say of those that they were not trained on, by recipe. Networks stay in the work folder by
/// recipe, seed and fold, so that a run that was killed goes on where it was.
/// </summary>
internal sealed class PhotoRuns
{
    /// <summary>The scores of the whole form are part of the repository: nobody has to train for hours to read them.</summary>
    private const string KeptScores = "bench/scores";

    private readonly Dataset _data = Dataset.Load(new DatasetSelection([RealData.Prints], OpenLicencesOnly: true));
    private readonly PlainProgress _progress = new(Console.Error);
    private readonly TrainOptions _defaults;
    private readonly int _folds;
    private readonly string _work;
    private readonly CellScores _scores;

    private PhotoRuns(TrainOptions defaults, int folds, string work, string scores)
    {
        (_defaults, _folds, _work) = (defaults with { Backbone = RealData.Backbone }, folds, work);
        _scores = new CellScores(
            scores, CrossValidation.Judged(_data), _data, _data.Classes, RealData.Root, folds.ToString(CultureInfo.InvariantCulture));
    }

    public ClassSet Classes => _data.Classes;

    /// <summary>Five folds, 224 px, the trainer's epochs.</summary>
    public static PhotoRuns Whole(string work) => new(new TrainOptions(), folds: 5, Path.Combine(work, "full"), KeptScores);

    /// <summary>Two folds, 96 px, 2 epochs: shows that everything runs, and too coarse to choose by.</summary>
    public static PhotoRuns Short(string work) =>
        new(new TrainOptions { InputSize = 96, Epochs = 2 }, folds: 2, Path.Combine(work, "short"), Path.Combine(work, "short", "scores"));

    public IReadOnlyList<Recipe> Recipes(int seed) => Recipe.All(_defaults with { Seed = seed });

    /// <summary>The trainer's own.</summary>
    public Recipe Full(int seed) => Recipe.Full(_defaults with { Seed = seed });

    /// <summary>What the recipe says of each photo, of three seeds; each half of the prints is calibrated by the other.</summary>
    public IReadOnlyList<IReadOnlyList<Prediction>> RecipePredictions(CancellationToken cancellation) =>
    [
        .. new[] { 1, 2, 3 }.Select(Full).Select(recipe => (IReadOnlyList<Prediction>)
            [.. Answers.CrossFitted(recipe, Scores(recipe, cancellation), Classes).SelectMany(answers => answers.Predictions)]),
    ];

    /// <returns>One row for each image of training and validation, ordered by path.</returns>
    public IReadOnlyList<ScoredImage> Scores(Recipe recipe, CancellationToken cancellation) => _scores.Of(recipe, () =>
    {
        var folder = Path.Combine(_work, recipe.Cell, string.Create(CultureInfo.InvariantCulture, $"seed_{recipe.Options.Seed}"));
        _progress.Note($"{recipe.Name}: {folder}");
        return CrossValidation.Execute(recipe.Options, _data, _folds, folder, _progress, TimeProvider.System, cancellation);
    });
}
