using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.Recipes;

/// <summary>
/// Out-of-fold scores of recipes in small files, one for each recipe and seed, which outlive the networks that made them: whoever
/// has the pictures and the file works every table out again without training, and a table that takes a day is made over several.
/// </summary>
/// <param name="folder">
/// Holds <c>CELL/seed_N-KEY.csv</c>; the key is of training options, pictures and folds, so that no file is taken for another's. It knows
/// nothing of code: delete the files where training itself has changed.
/// </param>
/// <param name="root">Folder that paths in the files are relative to.</param>
internal sealed class CellScores(string folder, Dataset data, string root, int folds)
{
    // The backbone counts by its bytes; how scores are read later changes none of them.
    private static readonly string[] Untrained = [nameof(TrainOptions.Backbone), nameof(TrainOptions.Calibration)];

    // What rounding takes away is far below what another seed changes.
    private const int Decimals = 4;

    private readonly List<LabelledImage> _images =
    [
        .. CrossValidation.Judged(data)
            .Select(i => i with { Path = Path.GetRelativePath(root, i.Path) })
            .OrderBy(i => i.Path, StringComparer.Ordinal),
    ];

    /// <returns>One row for each image of training and validation, ordered by path: from the file, or from <paramref name="train"/> and then in the file.</returns>
    public IReadOnlyList<ScoredImage> Of(Recipe recipe, Func<IReadOnlyList<ScoredImage>> train)
    {
        var file = FileOf(recipe);
        if (FoldScores.TryRead(file, _images, data.Classes) is { } known)
        {
            return known;
        }

        var scores = train().ToDictionary(s => Path.GetRelativePath(root, s.Image.Path), s => s.Logits);
        List<ScoredImage> rounded = [.. _images.Select(i => new ScoredImage(i, [.. scores[i.Path].Select(z => Math.Round(z, Decimals))]))];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        FoldScores.Write(file, rounded, data.Classes);
        return rounded;
    }

    private string FileOf(Recipe recipe) => Path.Combine(
        folder, recipe.Cell, string.Create(CultureInfo.InvariantCulture, $"seed_{recipe.Options.Seed}-{Key(recipe.Options)}.csv"));

    private string Key(TrainOptions options)
    {
        var trained = JsonSerializer.SerializeToNode(options)!.AsObject();
        foreach (var name in Untrained)
        {
            trained.Remove(name);
        }

        var start = options.Backbone is { } backbone ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(backbone))) : "";
        var text = $"{trained.ToJsonString()}\n{start}\n{folds.ToString(CultureInfo.InvariantCulture)}\n{data.Sha256}\n";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }
}
