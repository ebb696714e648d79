using System.CommandLine;
using System.Globalization;
using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Thresholds;

/// <summary>
/// How much the frequency of a class should say in its threshold: chosen on a few prints of the photos, measured on all others, from the
/// recipe's out-of-fold scores.
/// </summary>
internal static class ThresholdPrintsCommand
{
    private const int Draws = 100;
    private const int Bootstraps = 20;

    private static readonly int[] Prints = [2, 4, 8, 16, 32];
    private static readonly double[] Priors = [2, ThresholdSearch.PriorPrints, 10, 20];

    public static int Run(string[] args)
    {
        var work = WorkFolder.Option("ablation");
        var command = new RootCommand("F1 on other prints of thresholds chosen on few, by the prints that the class's frequency counts as.") { work };
        command.SetAction((parsed, cancellation) =>
        {
            var runs = PhotoRuns.Whole(parsed.GetValue(work)!);
            Console.Out.Write(Render(runs.RecipePredictions(cancellation), runs.Classes, cancellation));
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Render(IReadOnlyList<IReadOnlyList<Prediction>> seeds, ClassSet classes, CancellationToken cancellation)
    {
        var lines = new List<string>
        {
            $"| class | prints | alone | {string.Join(" | ", Priors.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p} prints")))} |",
            $"|---|---:|---:|{string.Concat(Priors.Select(_ => "---:|"))}",
        };
        foreach (var item in classes.Where(c => c.IsDefect))
        {
            foreach (var prints in Prints)
            {
                cancellation.ThrowIfCancellationRequested();
                var means = seeds
                    .Select(predictions => HeldOutF1.Of(GroupScores.Of(predictions, item, classes), prints, Priors, Draws, Bootstraps, new Random(1)))
                    .ToList();
                var cells = means[0].Select((_, i) => means.Average(m => m[i]).ToString("0.000", CultureInfo.InvariantCulture));
                lines.Add($"| {item} | {prints.ToString(CultureInfo.InvariantCulture)} | {string.Join(" | ", cells)} |");
            }
        }

        return string.Join('\n', lines) + "\n";
    }
}
