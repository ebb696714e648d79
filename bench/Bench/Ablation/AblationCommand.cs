using System.CommandLine;
using System.Globalization;
using Defects.Bench.Recipes;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.Ablation;

/// <summary>
/// What each part of the recipe buys: every row is trained alike, over the same folds, with the same epochs and seeds. Networks
/// stay in the work folder by recipe, seed and fold, so that a run that was killed goes on where it was.
/// </summary>
internal static class AblationCommand
{
    private static readonly int[] Seeds = [1, 2, 3];

    public static int Run(string[] args)
    {
        var full = new Option<bool>("--full") { Description = "5 folds, 224 px and the trainer's epochs: half a day. Otherwise 2 folds, 96 px, 2 epochs: ten minutes." };
        var work = WorkFolder.Option("ablation");
        var command = new RootCommand("What each part of the training recipe buys, out of fold.") { full, work };
        command.SetAction((parsed, cancellation) =>
        {
            var form = parsed.GetValue(full) ? "full" : "short";
            Console.Out.Write(Measure(form == "full", Path.Combine(parsed.GetValue(work)!, form), cancellation));
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Measure(bool full, string folder, CancellationToken cancellation)
    {
        var data = Dataset.Load(new DatasetSelection([RealData.Prints], OpenLicencesOnly: true));
        var progress = new PlainProgress(Console.Error);
        var defaults = new TrainOptions { Backbone = RealData.Backbone };
        defaults = full ? defaults : defaults with { InputSize = 96, Epochs = 2 };
        var cells = Seeds
            .SelectMany(seed => Recipe.All(defaults with { Seed = seed }))
            .Select(recipe =>
            {
                var cell = Path.Combine(folder, recipe.Cell, string.Create(CultureInfo.InvariantCulture, $"seed_{recipe.Options.Seed}"));
                progress.Note($"{recipe.Name}: {cell}");
                var scores = CrossValidation.Execute(recipe.Options, data, full ? 5 : 2, cell, progress, TimeProvider.System, cancellation);
                return (recipe.Name, Cell: AblationCell.Of(recipe, scores, data.Classes));
            })
            .ToList();
        return AblationTable.Render([.. cells.GroupBy(c => c.Name, c => c.Cell).Select(g => (g.Key, (IReadOnlyList<AblationCell>)[.. g]))]);
    }
}
