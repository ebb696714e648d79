using System.CommandLine;
using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Commands;

/// <summary><c>data import</c>: the exports of labelling tools become a manifest.</summary>
internal static class DataImportCommand
{
    private static readonly Dictionary<string, ImportFormat> Formats = new()
    {
        ["folders"] = ImportFormat.Folders,
        ["csv"] = ImportFormat.Csv,
        ["label-studio"] = ImportFormat.LabelStudio,
        ["cvat"] = ImportFormat.Cvat,
    };

    private static readonly CsvColumns Columns = new();

    public static Command Create()
    {
        var from = new Option<string>("--from")
        {
            Description = "folders (a folder for each class, also below train/, val/, test/ as in ImageNet), csv, label-studio (JSON), cvat (CVAT for images 1.1).",
            Required = true,
        };
        from.AcceptOnlyFromAmong([.. Formats.Keys]);
        var input = new Option<string>("--in") { Description = "The file of the export; for folders the folder.", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for manifest.csv, and boxes.csv where there are boxes.", Required = true };
        var images = new Option<string?>("--images") { Description = "Folder of the pictures; that of the export where none is given. Nothing outside is read." };
        var copy = new Option<bool>("--copy") { Description = "Copy the pictures to OUT/images; otherwise the manifest refers to where they are." };
        var map = new Option<string[]>("--map") { Description = "LABEL=CLASS for a label that is not the name of a class. May be given several times." };
        var groupBy = new Option<GroupBy?>("--group-by") { Description = ManifestFile.GroupByHelp };
        var licence = new Option<string>("--licence") { Description = "Of pictures that name none.", DefaultValueFactory = _ => ManifestFile.UnknownLicence };
        var path = new Option<string>("--path-column") { Description = "Of a CSV file.", DefaultValueFactory = _ => Columns.Path };
        var label = new Option<string>("--label-column") { Description = "Of a CSV file.", DefaultValueFactory = _ => Columns.Label };
        var group = new Option<string>("--group-column") { Description = "Of a CSV file.", DefaultValueFactory = _ => Columns.Group };
        var split = new Option<string>("--split-column") { Description = "Of a CSV file.", DefaultValueFactory = _ => Columns.Split };
        var command = new Command(
            "import",
            "Take over labelled pictures from another tool. What names no split gets one, as data split does.\n\n"
            + "Example: defects-trainer data import --from cvat --in export/annotations.xml --out data/night --map stringy=stringing --copy")
        {
            from, input, output, images, copy, map, groupBy, licence, path, label, group, split,
        };
        command.SetAction(result => Run(
            Formats[result.GetValue(from)!],
            result.GetValue(input)!,
            result.GetValue(images),
            result.GetValue(output)!,
            result.GetValue(copy),
            new CsvColumns(result.GetValue(path)!, result.GetValue(label)!, result.GetValue(group)!, result.GetValue(split)!),
            LabelMap.Of(result.GetValue(map) ?? []),
            result.GetValue(groupBy),
            result.GetValue(licence)!));
        return command;
    }

    private static int Run(
        ImportFormat format, string input, string? images, string output, bool copy, CsvColumns columns, LabelMap labels, GroupBy? groupBy, string licence)
    {
        var folder = new InputFolder(images ?? (format == ImportFormat.Folders ? input : Path.GetDirectoryName(Path.GetFullPath(input))!));
        if (!Directory.Exists(folder.Root))
        {
            throw new DatasetException([$"{folder.Root}: no such folder"]);
        }

        var import = PictureImport.Read(format, input, folder, columns, labels);
        if (copy)
        {
            import = import.CopyTo(output);
        }

        ManifestFile.Write(
            Path.Combine(output, "manifest.csv"), import, Path.GetFileName(folder.Root), licence, groupBy ?? ManifestFile.GroupsOf(format), new SplitOptions());
        if (PictureImport.WriteBoxes(Path.Combine(output, "boxes.csv"), import.Found) is { } aside)
        {
            Console.Error.WriteLine($"No picture has boxes: those that were there are in {aside} now.");
        }

        return ExitCode.Done;
    }
}
