using System.CommandLine;
using Defects.Bench.Recipes;

namespace Defects.Bench.Ablation;

/// <summary>What each part of the recipe buys: every row is trained alike, over the same folds, with the same epochs and seeds.</summary>
internal static class AblationCommand
{
    public static int Run(string[] args)
    {
        var full = new Option<bool>("--full") { Description = "5 folds, 224 px and the trainer's epochs: hours. Otherwise 2 folds, 96 px, 2 epochs: minutes." };
        var seeds = new Option<int[]>("--seed")
        {
            Description = "Seeds to run and to average over; two runs side by side can share them out.",
            DefaultValueFactory = _ => [1, 2, 3],
        };
        var cells = new Option<string[]>("--cell") { Description = "Rows by the folder of their networks; all by default." };
        var work = WorkFolder.Option("ablation");
        var command = new RootCommand("What each part of the training recipe buys, out of fold.") { full, seeds, cells, work };
        command.SetAction((parsed, cancellation) =>
        {
            var folder = parsed.GetValue(work)!;
            var runs = parsed.GetValue(full) ? PhotoRuns.Whole(folder) : PhotoRuns.Short(folder);
            Console.Out.Write(Measure(runs, parsed.GetValue(seeds)!, parsed.GetValue(cells)!, cancellation));
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Measure(PhotoRuns runs, int[] seeds, string[] only, CancellationToken cancellation)
    {
        var recipes = seeds.SelectMany(runs.Recipes).Where(recipe => only.Length == 0 || only.Contains(recipe.Cell, StringComparer.Ordinal)).ToList();

        // What a network is worth shows only where each is decided alike, and agents decide at thresholds.
        var alike = recipes.DistinctBy(recipe => (recipe.Cell, recipe.Options.Seed))
            .Select(recipe => recipe with { Name = recipe.Cell, Judgement = Judgement.CalibratedThresholds });
        return $"{Table(recipes)}\nThe same networks, each calibrated and decided at its own thresholds:\n\n{Table(alike)}";

        string Table(IEnumerable<Recipe> rows) => AblationTable.Render(
        [
            .. rows
                .Select(recipe => (recipe.Name, Cell: AblationCell.Of(recipe, runs.Scores(recipe, cancellation), runs.Classes)))
                .GroupBy(row => row.Name, row => row.Cell)
                .Select(group => (group.Key, (IReadOnlyList<AblationCell>)[.. group])),
        ]);
    }
}
