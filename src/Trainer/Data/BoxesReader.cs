using System.Globalization;
using CsvHelper;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Trainer.Data;

/// <summary>Reads where the defects are: a CSV of path, label_id, x, y, width, height; paths relative to it, the rest fractions of the picture.</summary>
internal static class BoxesReader
{
    /// <summary>The file's name; it lies beside the manifest whose pictures it tells of.</summary>
    public const string FileName = "boxes.csv";

    private static readonly string[] Columns = ["path", "label_id", "x", "y", "width", "height"];

    /// <param name="file">The CSV file.</param>
    /// <param name="format">As of manifests.</param>
    /// <param name="problems">Takes a line for everything that is wrong; the rows at fault are left out of the result.</param>
    /// <returns>Boxes by full path and class. Of which pictures they are is for the caller to say.</returns>
    public static ILookup<(string Path, DefectClass Label), DefectBox> Read(string file, CsvReaderOptions format, ICollection<string> problems)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var boxes = new List<(string Path, DefectClass Label, DefectBox Box)>();
        try
        {
            using var csv = CsvReader.FromFile(file, format);
            csv.ReadHeader();
            var missing = Columns.Except(csv.Headers).ToList();
            if (missing.Count > 0)
            {
                problems.Add($"{file}: no column {string.Join(", ", missing)}; expected {string.Join(", ", Columns)}");
            }

            while (missing.Count == 0 && csv.Read())
            {
                var box = new DefectBox(Number(csv, "x"), Number(csv, "y"), Number(csv, "width"), Number(csv, "height"));
                if (!int.TryParse(csv.GetString("label_id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !DefectClass.TryFromId(id, out var label))
                {
                    problems.Add($"{file}:{csv.LineNumber}: unknown label_id '{csv.GetString("label_id")}'; the ids are {string.Join(", ", DefectClass.All.Select(c => c.Id))}");
                }
                else if (!box.IsValid)
                {
                    problems.Add(
                        $"{file}:{csv.LineNumber}: no box inside the picture: x, y, width, height are "
                        + $"{string.Join(", ", Columns[2..].Select(csv.GetString))}; expected fractions from 0 to 1, width and height above 0");
                }
                else
                {
                    boxes.Add((Path.GetFullPath(Path.Combine(folder, csv.GetString("path"))), label, box));
                }
            }
        }
        catch (CsvFormatException e)
        {
            problems.Add($"{file}:{e.LineNumber}: not a CSV row ({e.Message})");
        }

        return boxes.ToLookup(b => (b.Path, b.Label), b => b.Box);
    }

    private static double Number(CsvReader csv, string column) =>
        double.TryParse(csv.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
