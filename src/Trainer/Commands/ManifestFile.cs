using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Commands;

/// <summary>The end that <c>data split</c> and <c>data import</c> have in common: a manifest, and what a person should know of it.</summary>
internal static class ManifestFile
{
    public const string UnknownLicence = "not stated";

    public const string GroupByHelp =
        "A group where none is named: the folder of a picture, its name up to a frame number, or each picture. Folder for class folders, otherwise name.";

    private const int MostTold = 20;

    // The paths of a table go from anywhere; folders below a class are somebody's order.
    public static GroupBy GroupsOf(ImportFormat format) => format == ImportFormat.Folders ? GroupBy.Folder : GroupBy.Name;

    /// <exception cref="DatasetException">No picture was found.</exception>
    public static void Write(string file, PictureImport import, string source, string licence, GroupBy groupBy, SplitOptions options)
    {
        if (import.Found.Count == 0)
        {
            throw new DatasetException([.. import.Skipped, $"{source}: no labelled picture was found"]);
        }

        var plan = SplitPlan.Of(import.Found, source, licence, groupBy, options, import.Pictures);
        ManifestWriter.Write(file, plan.Rows);
        Tell("Skipped:", import.Skipped);
        Tell("Notes:", plan.Notes);
        var splits = plan.Rows.GroupBy(row => row.Split).OrderBy(split => Splits.Rank(split.Key)).ThenBy(split => split.Key, StringComparer.Ordinal);
        foreach (var split in splits)
        {
            Console.Out.WriteLine(
                $"{split.Key,-10} {split.Count(),6} pictures of {split.Select(row => row.Group).Distinct().Count()} groups: "
                + string.Join(", ", split.CountBy(row => row.Label).OrderBy(c => c.Key.Id).Select(c => $"{c.Key} {c.Value}")));
        }

        Console.Out.WriteLine($"{plan.Rows.Count} rows in {file}.");
    }

    private static void Tell(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            var rest = lines.Count > MostTold ? $"\n  and {lines.Count - MostTold} more" : "";
            Console.Error.WriteLine($"{title}\n  {string.Join("\n  ", lines.Take(MostTold))}{rest}");
        }
    }
}
