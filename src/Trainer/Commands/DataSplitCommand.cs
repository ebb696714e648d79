using System.CommandLine;
using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Commands;

/// <summary><c>data split</c>: rows without a split get one.</summary>
internal static class DataSplitCommand
{
    private static readonly SplitOptions Defaults = new();

    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "A CSV file with path and label (group, source, licence, split where known), or a folder with a folder for each class.",
            Required = true,
        };
        var file = new Option<string>("--out") { Description = "The manifest to write; paths in it are relative to its folder.", Required = true };
        var validation = new Option<double>("--val") { Description = "Share for validation.", DefaultValueFactory = _ => Defaults.Validation };
        var test = new Option<double>("--test") { Description = "Share for test; 0 for none.", DefaultValueFactory = _ => Defaults.Test };
        var seed = new Option<int>("--seed") { Description = "Orders groups that are alike.", DefaultValueFactory = _ => Defaults.Seed };
        var anew = new Option<bool>("--resplit") { Description = "Deal train, val and test anew, where rows otherwise keep the split they have." };
        var groupBy = new Option<GroupBy?>("--group-by") { Description = ManifestFile.GroupByHelp };
        var command = new Command(
            "split",
            "Deal pictures to train, val and test: whole groups, each split with its share of every class and source.\n"
            + "Groups that show nearly the same picture become one; rows that have a split keep it.\n\n"
            + "Example: defects-trainer data split --data photos --out photos/manifest.csv")
        {
            data, file, validation, test, seed, anew, groupBy,
        };
        command.SetAction(result => Run(
            result.GetValue(data)!,
            result.GetValue(file)!,
            new SplitOptions(result.GetValue(validation), result.GetValue(test), result.GetValue(seed), result.GetValue(anew)),
            result.GetValue(groupBy)));
        return command;
    }

    private static int Run(string data, string file, SplitOptions options, GroupBy? groupBy)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0)
        {
            throw new DatasetException(problems);
        }

        var manifest = Directory.Exists(data) ? Path.Combine(data, "manifest.csv") : data;
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifest))!;
        var format = File.Exists(manifest) || !Directory.Exists(data) ? ImportFormat.Csv : ImportFormat.Folders;
        // A manifest is one's own; it may name pictures anywhere.
        var import = PictureImport.Read(format, manifest, new InputFolder(folder, confined: false), new CsvColumns(), LabelMap.Of([]));
        ManifestFile.Write(file, import, new DirectoryInfo(folder).Name, ManifestFile.UnknownLicence, groupBy ?? ManifestFile.GroupsOf(format), options);
        if (File.Exists(Path.Combine(folder, "boxes.csv")) && Path.GetDirectoryName(Path.GetFullPath(file)) != folder)
        {
            Console.Error.WriteLine($"{Path.Combine(folder, "boxes.csv")} goes with a manifest in {folder}; it was not taken over.");
        }

        return ExitCode.Done;
    }
}
