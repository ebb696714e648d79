using System.CommandLine;
using Defects.Bench.Recipes;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Labels;

/// <summary>Lists the photos whose labels a person should look at again, from the recipe's out-of-fold scores.</summary>
internal static class DoubtfulLabelsCommand
{
    private static readonly int[] Seeds = [1, 2, 3];

    public static int Run(string[] args)
    {
        var work = WorkFolder.Option("ablation");
        var command = new RootCommand("The photos whose labels no network believes that had not seen them.") { work };
        command.SetAction((parsed, cancellation) =>
        {
            var runs = PhotoRuns.Whole(parsed.GetValue(work)!);
            IReadOnlyList<IReadOnlyList<Prediction>> seeds = [.. Seeds.Select(seed =>
            {
                var recipe = runs.Full(seed);
                return (IReadOnlyList<Prediction>)[.. Answers.CrossFitted(recipe, runs.Scores(recipe, cancellation), runs.Classes).SelectMany(a => a.Predictions)];
            })];
            Console.Out.Write(Render(DoubtfulLabel.Of(seeds, runs.Classes)));
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Render(IReadOnlyList<DoubtfulLabel> doubts) => string.Concat(
        doubts.Select(d => FormattableString.Invariant($"| {d.Image.Path} | {d.Image.Label} | {d.Label:0.00} | {d.Seen} | {d.Other:0.00} |\n"))
            .Prepend("| picture | label | believed | seen instead | believed |\n|---|---|---:|---|---:|\n"));
}
