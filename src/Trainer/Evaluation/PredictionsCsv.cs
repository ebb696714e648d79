using CsvHelper;
using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// <c>predictions.csv</c>: every image with its probabilities, so that others can work out all figures again. A path is relative
/// to the folder that the pictures of its source share: a report that travels says nothing of the machine it was made on.
/// </summary>
internal static class PredictionsCsv
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n" };

    public static void Write(string file, IReadOnlyList<SplitEvaluation> splits, ClassSet classes)
    {
        using var csv = CsvWriter.ToFile(file, Format);
        csv.WriteHeader(["split", "path", "group", "source", "truth", .. classes.Select(c => $"p_{c}")]);
        var folders = splits.SelectMany(s => s.Predictions).Select(p => p.Image).GroupBy(i => i.Source).ToDictionary(g => g.Key, g => SharedFolder(g.Select(i => i.Path)));
        foreach (var (split, prediction) in splits.SelectMany(s => s.Predictions.Select(p => (s.Name, p))))
        {
            var image = prediction.Image;
            csv.WriteField(split);
            csv.WriteField(Path.GetRelativePath(folders[image.Source], image.Path));
            csv.WriteField(image.Group);
            csv.WriteField(image.Source);
            csv.WriteField(image.Label.Name);
            foreach (var probability in prediction.Probabilities)
            {
                csv.WriteField(probability, "");
            }

            csv.EndRecord();
        }
    }

    private static string SharedFolder(IEnumerable<string> paths)
    {
        string[]? shared = null;
        foreach (var path in paths)
        {
            var parts = Path.GetDirectoryName(Path.GetFullPath(path))!.Split(Path.DirectorySeparatorChar);
            shared = shared is null ? parts : [.. shared.Zip(parts).TakeWhile(p => p.First == p.Second).Select(p => p.First)];
        }

        return string.Join(Path.DirectorySeparatorChar, shared!) + Path.DirectorySeparatorChar;
    }
}
