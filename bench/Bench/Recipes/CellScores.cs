using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.Recipes;

/// <summary>
/// Scores of recipes in small files, one for each recipe and seed, by networks that had not seen the images; they outlive the networks
/// that made them: whoever has the pictures and the file works every table out again without training, and a table that takes a day is
/// made over several.
/// </summary>
/// <param name="folder">
/// Holds <c>CELL/seed_N-KEY.csv</c>; the key is of training options, pictures and folds, so that no file is taken for another's. It knows
/// nothing of code: delete the files where training itself has changed.
/// </param>
/// <param name="images">The images that are scored.</param>
/// <param name="data">What they were taken from.</param>
/// <param name="classes">What the networks know.</param>
/// <param name="root">Folder that paths in the files are relative to.</param>
/// <param name="parting">How training and held images were parted.</param>
internal sealed class CellScores(string folder, IEnumerable<LabelledImage> images, Dataset data, ClassSet classes, string root, string parting)
{
    // The backbone counts by its bytes; how scores are read later changes none of them.
    private static readonly string[] Untrained = [nameof(TrainOptions.Backbone), nameof(TrainOptions.Calibration)];

    // What rounding takes away is far below what another seed changes.
    private const int Decimals = 4;

    private readonly List<LabelledImage> _images =
    [
        .. images
            .Select(i => i with { Path = Path.GetRelativePath(root, i.Path) })
            .OrderBy(i => i.Path, StringComparer.Ordinal),
    ];

    /// <returns>One row for each image scored, ordered by path: from the file, or from <paramref name="train"/> and then in the file.</returns>
    public IReadOnlyList<ScoredImage> Of(Recipe recipe, Func<IReadOnlyList<ScoredImage>> train)
    {
        var file = FileOf(recipe);
        if (FoldScores.TryRead(file, _images, classes) is { } known)
        {
            return known;
        }

        var scores = train().ToDictionary(s => Path.GetRelativePath(root, s.Image.Path), s => s.Logits);
        List<ScoredImage> rounded = [.. _images.Select(i => new ScoredImage(i, [.. scores[i.Path].Select(z => Math.Round(z, Decimals))]))];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        FoldScores.Write(file, rounded, classes);
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
        var text = $"{trained.ToJsonString()}\n{start}\n{parting}\n{data.Sha256}\n";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
    }
}
