using System.CommandLine;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;
using Spectre.Console;

namespace Defects.Trainer.Commands;

/// <summary><c>plan</c>: how training would draw and weigh what there is, and how that changes with more of it.</summary>
internal static class PlanCommand
{
    private static readonly TrainOptions Options = new();

    public static Command Create()
    {
        var data = new DataOptions();
        var folder = new Option<string?>("--out") { Description = "Folder for plan.csv and plan.png." };
        var command = new Command(
            "plan",
            "Show how training would draw and weigh the classes, today and as the rarest one doubles and doubles again.\n\nExample: defects-trainer plan --data prints/manifest.csv --out plan")
        {
            folder,
        };
        data.AddTo(command);
        command.SetAction((result, _) => Task.FromResult(Run(data.Read(result), result.GetValue(folder))));
        return command;
    }

    private static int Run(DatasetSelection selection, string? folder)
    {
        var images = Dataset.Load(selection).Split(Splits.Train);
        if (images.Count == 0)
        {
            throw new DatasetException([$"{string.Join(", ", selection.Inputs)}: split train has no image; the plan is made from what it holds"]);
        }

        var outlooks = PlanOutlook.Of(ClassCount.Of(images), Options.Sampling, Options.Loss);
        Show(AnsiConsole.Console, outlooks);
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            WriteWhole(Path.Combine(folder, "plan.csv"), file => File.WriteAllText(file, PlanCsv.Of(outlooks)));
            WriteWhole(Path.Combine(folder, "plan.png"), file => File.WriteAllBytes(file, PlanPlot.Render(outlooks)));
            Console.Out.WriteLine($"plan.csv and plan.png in {folder}.");
        }

        return ExitCode.Done;
    }

    private static void Show(IAnsiConsole console, IReadOnlyList<PlanOutlook> outlooks)
    {
        var today = outlooks[0];
        var rarest = PlanOutlook.RarestOf(today.Counts).Class;
        var fitted = Options.Loss.FittedPrior(today.Plan);
        var classes = new Table().RoundedBorder().AddColumns("class", "groups", "images", "draws", "repeats", "share", "alpha", "fitted to");
        foreach (var (count, share) in today.Counts.Zip(today.Plan.Classes))
        {
            classes.AddRow(
                count.Class.Name,
                $"{count.Groups}",
                $"{count.Images}",
                $"{share.Draws}",
                $"{share.Repeats:0.00}",
                $"{(double)share.Draws / today.Plan.DrawsPerEpoch:0.0 %}",
                $"{share.Alpha:0.00}",
                $"{fitted[count.Class]:0.0 %}");
        }

        var growth = new Table().RoundedBorder().AddColumns("groups", "images", "q", "r", "repeats", "share", "alpha");
        foreach (var outlook in outlooks)
        {
            var share = outlook.Plan.ShareOf(rarest);
            growth.AddRow(
                $"{outlook.Groups}",
                $"{share.Images}",
                $"{outlook.Plan.SamplingExponent:0.00}",
                $"{outlook.Plan.WeightExponent:0.00}",
                $"{share.Repeats:0.00}",
                $"{(double)share.Draws / outlook.Plan.DrawsPerEpoch:0.0 %}",
                $"{share.Alpha:0.00}");
        }

        console.WriteLine($"Today: an epoch draws {today.Plan.DrawsPerEpoch} images; q {today.Plan.SamplingExponent:0.00}, r {today.Plan.WeightExponent:0.00}.");
        console.Write(Aligned(classes));
        console.WriteLine($"As {rarest}, the rarest, doubles and doubles again (with what it overtakes):");
        console.Write(Aligned(growth));
    }

    /// <summary>Names to the left, numbers to the right, each in one line.</summary>
    private static Table Aligned(Table table)
    {
        foreach (var (i, column) in table.Columns.Index())
        {
            (column.Alignment, column.NoWrap) = (i == 0 ? Justify.Left : Justify.Right, true);
        }

        return table;
    }

    private static void WriteWhole(string file, Action<string> write)
    {
        write(file + ".tmp");
        File.Move(file + ".tmp", file, overwrite: true);
    }
}
