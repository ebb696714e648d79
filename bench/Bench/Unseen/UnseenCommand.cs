using System.CommandLine;
using Defects.Bench.Recipes;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Unseen;

/// <summary>What helps with a camera that training never saw: every real source in turn is left out of training and scored.</summary>
internal static class UnseenCommand
{
    public static int Run(string[] args)
    {
        var full = new Option<bool>("--full") { Description = "As the trainer trains: hours. Otherwise 2 epochs, most at 96 px." };
        var seeds = new Option<int[]>("--seed") { Description = "Seeds to run and to average over.", DefaultValueFactory = _ => [1, 2, 3] };
        var cells = new Option<string[]>("--cell") { Description = "Rows by the folder of their scores; all by default." };
        var sources = new Option<string[]>("--source") { Description = "Sources to leave out, each in turn; all by default." };
        var work = WorkFolder.Option("unseen");
        var command = new RootCommand("What helps with a camera that training never saw.") { full, seeds, cells, sources, work };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = parsed.GetValue(work)!;
            var runs = parsed.GetValue(full) ? UnseenRuns.Whole(folder) : UnseenRuns.Short(folder);
            Console.Out.Write(Table(runs, parsed.GetValue(seeds)!, parsed.GetValue(cells)!, parsed.GetValue(sources)!, cancellation));
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Table(UnseenRuns runs, int[] seeds, string[] only, string[] without, CancellationToken cancellation)
    {
        var sources = runs.Sources.Where(s => without.Length == 0 || without.Contains(s, StringComparer.Ordinal)).ToList();
        var lines = new List<string>
        {
            $"| recipe | {string.Join(" | ", sources.Select(s => $"{s}: AUROC spaghetti, any; good taken"))} | mean of spaghetti |",
            $"|---|{string.Concat(Enumerable.Repeat("---:|", sources.Count + 1))}",
        };

        // Seed by seed: a run that is cut short has scored every row once before any row twice.
        var recipes = seeds.SelectMany(runs.Recipes).Where(r => only.Length == 0 || only.Contains(r.Training.Cell, StringComparer.Ordinal));
        var done = recipes.Select(r => (Recipe: r, Cells: sources.Select(source => Measured(runs.Score(r, source, cancellation))).ToList())).ToList();
        foreach (var row in done.GroupBy(cell => cell.Recipe.Training.Name))
        {
            var columns = sources.Select((_, i) => Column([.. row.Select(seed => seed.Cells[i])]));
            lines.Add($"| {row.Key} | {string.Join(" | ", columns)} | {SeedSpread.Of([.. row.Select(seed => Mean(seed.Cells))])} |");
        }

        return string.Join('\n', lines) + "\n";
    }

    private static UnseenSource Measured(HeldOutSource held) => UnseenSource.Of(held.Source, held.Classes, held.Scores);

    /// <summary>Of spaghetti over the sources: what is good for one room and bad for another is not good. Other classes stand in too few.</summary>
    private static double Mean(IEnumerable<UnseenSource> cells) => cells.Select(cell => cell.Spaghetti?.Auroc).OfType<double>().DefaultIfEmpty(double.NaN).Average();

    private static string Column(IReadOnlyList<UnseenSource> seeds) =>
        $"{SeedSpread.Of([.. seeds.Select(s => s.Spaghetti?.Auroc).OfType<double>()])}, {SeedSpread.Of([.. seeds.Select(s => s.Defects?.Auroc).OfType<double>()])}; {SeedSpread.Of([.. seeds.Select(s => s.GoodTaken).OfType<double>()])}";
}
