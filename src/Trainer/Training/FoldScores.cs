using System.Globalization;
using CsvHelper;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary><c>scores.csv</c> of a fold: path and logits of each image that it held out, to the last digit.</summary>
internal static class FoldScores
{
    public static void Write(string file, IReadOnlyList<ScoredImage> scores)
    {
        var lines = scores.Select(s => $"{Quoted(s.Image.Path)},{string.Join(',', s.Logits.Select(z => z.ToString("R", CultureInfo.InvariantCulture)))}\n");
        File.WriteAllText(file + ".tmp", string.Concat(lines));
        File.Move(file + ".tmp", file, overwrite: true);
    }

    /// <returns>The scores of just these images, or null where the file is not there or is of others.</returns>
    public static IReadOnlyList<ScoredImage>? TryRead(string file, IReadOnlyList<LabelledImage> images, int columns)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        using var csv = CsvReader.FromFile(file, new CsvReaderOptions());
        var scores = new List<ScoredImage>(images.Count);
        while (csv.Read())
        {
            if (scores.Count == images.Count || csv.GetString(0) != images[scores.Count].Path)
            {
                return null;
            }

            scores.Add(new ScoredImage(images[scores.Count], [.. Enumerable.Range(1, columns).Select(i => double.Parse(csv.GetString(i), CultureInfo.InvariantCulture))]));
        }

        return scores.Count == images.Count ? scores : null;
    }

    private static string Quoted(string path) => $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
