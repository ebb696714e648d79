using System.CommandLine;
using Defects.Trainer.Data;

namespace Defects.Trainer.Commands;

/// <summary><c>data check</c>: what is wrong with data, before it costs a training.</summary>
internal static class DataCheckCommand
{
    private const int Examples = 10;

    public static Command Create()
    {
        var data = new DataOptions();
        var all = new Option<bool>("--all") { Description = $"List everything, not only {Examples} of each kind." };
        var command = new Command(
            "check",
            "Find what would make training lie: groups or nearly the same pictures in two splits, contradicting labels, missing classes.\n"
            + "Ends with 2 where there is any; notes alone end with 0.\n\nExample: defects-trainer data check --data prints/manifest.csv --data data/simulated")
        {
            all,
        };
        data.AddTo(command);
        command.SetAction(result => Run(DatasetExamination.Of(data.Read(result)), result.GetValue(all) ? int.MaxValue : Examples, Console.Out));
        return command;
    }

    internal static int Run(DatasetExamination examination, int most, TextWriter output)
    {
        var counts = examination.Images.CountBy(image => image.Split).OrderBy(split => Splits.Rank(split.Key)).ThenBy(split => split.Key, StringComparer.Ordinal);
        output.WriteLine($"{examination.Images.Count} pictures: {string.Join(", ", counts.Select(split => $"{split.Key} {split.Value}"))}");
        var errors = examination.Findings.Where(finding => finding.IsError).ToList();
        Tell("Errors: training would lie, or cannot start", errors, most, output);
        Tell("Notes: training goes on", [.. examination.Findings.Where(finding => !finding.IsError)], most, output);
        output.WriteLine();
        output.WriteLine(errors.Count == 0 ? "Fit to train on." : $"Not fit to train on: {errors.Count} error(s).");
        return errors.Count == 0 ? ExitCode.Done : ExitCode.BadInput;
    }

    private static void Tell(string title, IReadOnlyCollection<Finding> findings, int most, TextWriter output)
    {
        if (findings.Count == 0)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(title);
        foreach (var kind in findings.GroupBy(finding => finding.Kind).OrderBy(kind => kind.Key))
        {
            output.WriteLine($"  {kind.Count()} x {Finding.TitleOf(kind.Key)}");
            foreach (var line in Finding.Abridge([.. kind], most))
            {
                output.WriteLine($"    {line}");
            }
        }
    }
}
