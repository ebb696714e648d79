using System.Globalization;
using CsvHelper;
using Defects.Shared.Classes;

namespace Defects.Trainer.Data;

/// <summary>
/// Reads a CSV manifest: path, label_id, label, group, source, licence, split; paths relative to the manifest. Where a
/// <c>boxes.csv</c> lies beside it, an image gets the boxes of its own class.
/// </summary>
public static class ManifestReader
{
    private static readonly CsvReaderOptions Format =
        new() { TrimWhitespace = true, TrackLineNumbers = true, FieldCountMismatch = CsvFieldCountHandling.Throw };

    /// <param name="file">The CSV file.</param>
    /// <param name="problems">Takes a line for everything that is wrong; the rows at fault are left out of the result.</param>
    public static IReadOnlyList<LabelledImage> Read(string file, ICollection<string> problems)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var images = new List<LabelledImage>();
        try
        {
            using var csv = CsvReader.FromFile(file, Format);
            csv.ReadHeader();
            var missing = ManifestRow.Columns.Except(csv.Headers).ToList();
            if (missing.Count > 0)
            {
                problems.Add($"{file}: no column {string.Join(", ", missing)}; expected {string.Join(", ", ManifestRow.Columns)}");
                return images;
            }

            while (csv.Read())
            {
                if (Check(RowOf(csv), folder, $"{file}:{csv.LineNumber}", problems) is { } image)
                {
                    images.Add(image);
                }
            }
        }
        catch (CsvFormatException e)
        {
            problems.Add($"{file}:{e.LineNumber}: not a CSV row ({e.Message})");
        }

        return WithBoxes(images, Path.Combine(folder, BoxesReader.FileName), problems);
    }

    private static IReadOnlyList<LabelledImage> WithBoxes(List<LabelledImage> images, string file, ICollection<string> problems)
    {
        if (!File.Exists(file))
        {
            return images;
        }

        var boxes = BoxesReader.Read(file, Format, problems);
        return [.. images.Select(image => image with { Boxes = [.. boxes[(Path.GetFullPath(image.Path), image.Label)]] })];
    }

    private static ManifestRow RowOf(CsvReader csv) => new(
        csv.GetString("path"),
        csv.GetString("label_id"),
        csv.GetString("label"),
        csv.GetString("group"),
        csv.GetString("source"),
        csv.GetString("licence"),
        csv.GetString("split"));

    private static LabelledImage? Check(ManifestRow row, string folder, string where, ICollection<string> problems)
    {
        var before = problems.Count;
        if (!DefectClass.TryFromName(row.Label, out var label))
        {
            problems.Add($"{where}: unknown label '{row.Label}'; the labels are {string.Join(", ", DefectClass.All)}");
        }
        else if (row.LabelId != label.Id.ToString(CultureInfo.InvariantCulture))
        {
            problems.Add($"{where}: label_id {row.LabelId} is not {row.Label}, whose id is {label.Id}");
        }

        if (!Splits.IsKnown(row.Split))
        {
            problems.Add($"{where}: unknown split '{row.Split}'; expected train, val, test or a name that begins with test_");
        }

        if (row.Group.Length == 0)
        {
            problems.Add($"{where}: no group; name the print, camera or photo that the picture belongs to");
        }

        var path = Path.Combine(folder, row.Path);
        if (!File.Exists(path))
        {
            problems.Add($"{where}: no such file {path}");
        }

        return problems.Count == before ? new LabelledImage(path, label!, row.Group, row.Source, row.Licence, row.Split) : null;
    }
}
