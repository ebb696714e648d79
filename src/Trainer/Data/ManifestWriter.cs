using System.Globalization;
using CsvHelper;
using Defects.Shared.Files;

namespace Defects.Trainer.Data;

/// <summary>Writes what <see cref="ManifestReader"/> reads; the file is there whole or not at all.</summary>
public static class ManifestWriter
{
    /// <param name="file">The CSV file; paths are written relative to its folder, with forward slashes.</param>
    /// <param name="images">In the order of the rows.</param>
    public static void Write(string file, IEnumerable<LabelledImage> images)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        WriteRows(file, images
            .Select(i => (string[])[Relative(folder, i.Path), Text(i.Label.Id), i.Label.Name, i.Group, i.Source, i.Licence, i.Split])
            .Prepend([.. ManifestRow.Columns]));
    }

    /// <summary>Writes any rows, the header first.</summary>
    internal static void WriteRows(string file, IEnumerable<string[]> rows)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        WholeFile.Write(file, temporary =>
        {
            using var text = new StreamWriter(temporary);
            using var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n" }, leaveOpen: true);
            foreach (var row in rows)
            {
                csv.WriteRecord(row);
            }
        });
    }

    internal static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
