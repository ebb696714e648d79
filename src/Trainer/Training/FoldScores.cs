using System.Globalization;
using CsvHelper;
using Defects.Shared.Classes;
using Defects.Shared.Files;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary><c>scores.csv</c> of a fold: path and logits of each image that it held out, to the last digit.</summary>
internal static class FoldScores
{
    public static void Write(string file, IReadOnlyList<ScoredImage> scores, ClassSet classes)
    {
        var header = $"path,{string.Join(',', classes.Select(c => c.Name))}\n";
        var lines = scores.Select(s => $"{Quoted(s.Image.Path)},{string.Join(',', s.Logits.Select(z => z.ToString("R", CultureInfo.InvariantCulture)))}\n");
        WholeFile.Write(file, header + string.Concat(lines));
    }

    /// <returns>The scores of just these images, or null where the file is not there, is damaged or is of others.</returns>
    public static IReadOnlyList<ScoredImage>? TryRead(string file, IReadOnlyList<LabelledImage> images, ClassSet classes)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            return Read(file, images, classes);
        }
        catch (Exception e) when (e is CsvFormatException or FormatException or ArgumentException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static List<ScoredImage>? Read(string file, IReadOnlyList<LabelledImage> images, ClassSet classes)
    {
        using var csv = CsvReader.FromFile(file, new CsvReaderOptions());
        csv.ReadHeader();
        var scores = new List<ScoredImage>(images.Count);
        while (csv.Read())
        {
            if (scores.Count == images.Count || csv.GetString("path") != images[scores.Count].Path)
            {
                return null;
            }

            scores.Add(new ScoredImage(images[scores.Count], [.. classes.Select(c => double.Parse(csv.GetString(c.Name), CultureInfo.InvariantCulture))]));
        }

        return scores.Count == images.Count ? scores : null;
    }

    private static string Quoted(string path) => $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
