using CsvHelper;

namespace Defects.Trainer.Data.Import;

/// <summary>A table of labels: a CSV file with a header, a path and a label in each row, and further columns where there are any.</summary>
internal static class CsvImport
{
    private static readonly CsvReaderOptions Format =
        new() { TrimWhitespace = true, TrackLineNumbers = true, FieldCountMismatch = CsvFieldCountHandling.Throw };

    /// <exception cref="DatasetException">It is not such a table.</exception>
    public static IReadOnlyList<FoundPicture> Read(string file, CsvColumns columns, InputFolder folder, LabelMap labels, ICollection<string> skipped)
    {
        ImportText.Open(file).Dispose();
        List<FoundPicture> found = [];
        try
        {
            using var csv = CsvReader.FromFile(file, Format);
            csv.ReadHeader();
            var missing = new[] { columns.Path, columns.Label }.Except(csv.Headers).ToList();
            if (missing.Count > 0)
            {
                throw new DatasetException(
                    [$"{file}: no column {string.Join(", ", missing)}; there are {string.Join(", ", csv.Headers)}. Name yours with --path-column and --label-column"]);
            }

            while (csv.Read())
            {
                if (Row(csv, columns, folder, labels, $"{file}:{csv.LineNumber}", skipped) is { } picture)
                {
                    found.Add(picture);
                }
            }
        }
        catch (CsvFormatException e)
        {
            throw new DatasetException([$"{file}:{e.LineNumber}: not a CSV row ({e.Message})"]);
        }

        return found;
    }

    private static FoundPicture? Row(CsvReader csv, CsvColumns columns, InputFolder folder, LabelMap labels, string where, ICollection<string> skipped)
    {
        string? Cell(string column) => csv.Headers.Contains(column) && csv.GetString(column) is { Length: > 0 } text ? text : null;

        var name = Cell(columns.Path) ?? "";
        string? split = null;
        if (Cell(columns.Split) is { } given && !SplitNames.TryRead(given, out split))
        {
            skipped.Add($"{where}: unknown split '{given}'; expected train, val, test or a name that begins with test_");
            return null;
        }

        if (!folder.TryFind(name, out var path, out var problem))
        {
            skipped.Add($"{where}: {problem}");
            return null;
        }

        return labels.TryFind(Cell(columns.Label) ?? "", out var label)
            ? new FoundPicture(path, name, label, Cell(columns.Group), Cell(columns.Source), Cell(columns.Licence), split)
            : null;
    }
}
