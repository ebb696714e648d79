using System.CommandLine;
using Defects.Shared.Files;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Commands;

/// <summary><c>plan</c>: how training would draw and weigh what there is, and how that changes with more of it.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var (data, balance) = (new DataOptions(), new BalanceOptions());
        var folder = new Option<string?>("--out") { Description = "Folder for plan.csv and plan.png." };
        var command = new Command(
            "plan",
            "Show how training would draw and weigh the classes, today and as the rarest one doubles and doubles again.\n\nExample: defects-trainer plan --data prints/manifest.csv --out plan")
        {
            folder,
        };
        data.AddTo(command);
        balance.AddTo(command);
        command.SetAction((result, _) => Task.FromResult(Run(data.Read(result), balance.Read(result, new TrainOptions()), result.GetValue(folder))));
        return command;
    }

    private static int Run(DatasetSelection selection, TrainOptions options, string? folder)
    {
        var images = Dataset.Load(selection).Split(Splits.Train);
        if (images.Count == 0)
        {
            throw new DatasetException([$"{string.Join(", ", selection.Inputs)}: split train has no image; the plan is made from what it holds"]);
        }

        var outlooks = PlanOutlook.Of(ClassCount.Of(images), options.Sampling, options.Loss);
        Console.Out.WriteLine(string.Join(Environment.NewLine, PlanText.Of(outlooks, options.Loss)));
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            WholeFile.Write(Path.Combine(folder, "plan.csv"), PlanCsv.Of(outlooks));
            WholeFile.Write(Path.Combine(folder, "plan.png"), PlanPlot.Render(outlooks));
            Console.Out.WriteLine($"plan.csv and plan.png in {folder}.");
        }

        return ExitCode.Done;
    }
}
