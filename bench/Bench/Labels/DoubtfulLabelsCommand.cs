using System.CommandLine;
using Defects.Bench.Recipes;

namespace Defects.Bench.Labels;

/// <summary>Lists the photos whose labels a person should look at again, from the recipe's out-of-fold scores.</summary>
internal static class DoubtfulLabelsCommand
{
    public static int Run(string[] args)
    {
        var work = WorkFolder.Option("ablation");
        var command = new RootCommand("The photos whose labels no network believes that had not seen them.") { work };
        command.SetAction((parsed, cancellation) =>
        {
            var runs = PhotoRuns.Whole(parsed.GetValue(work)!);
            Console.Out.Write(Render(DoubtfulLabel.Of(runs.RecipePredictions(cancellation), runs.Classes)));
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Render(IReadOnlyList<DoubtfulLabel> doubts) => string.Concat(
        doubts.Select(d => FormattableString.Invariant($"| {d.Image.Path} | {d.Image.Label} | {d.Label:0.00} | {d.Seen} | {d.Other:0.00} |\n"))
            .Prepend("| picture | label | believed | seen instead | believed |\n|---|---|---:|---|---:|\n"));
}
