using System.CommandLine;
using Defects.Shared.Bundles;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Commands;

/// <summary><c>evaluate</c>: any bundle on any labelled images, through ONNX Runtime.</summary>
internal static class EvaluateCommand
{
    private const int BootstrapSeed = 1;

    public static Command Create(TimeProvider clock)
    {
        var data = new DataOptions();
        var bundle = new Option<string>("--bundle") { Description = "A version's folder, or an alias of one.", Required = true };
        var splits = new Option<string[]>("--split") { Description = "A split to measure; all test splits where none is given. May be given several times." };
        var folder = new Option<string?>("--out") { Description = "Folder for report.html with the worst mistakes as pictures, report.md, plots, metrics.json and predictions.csv." };
        var command = new Command(
            "evaluate",
            "Measure a bundle on labelled images, as an agent would serve it.\n\nExample: defects-trainer evaluate --bundle models/defects/champion --data prints/manifest.csv --split test --out report")
        {
            bundle, splits, folder,
        };
        data.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(
            Run(result.GetValue(bundle)!, data.Read(result), result.GetValue(splits) ?? [], result.GetValue(folder), clock, cancellation)));
        return command;
    }

    private static int Run(string path, DatasetSelection selection, string[] wanted, string? folder, TimeProvider clock, CancellationToken cancellation)
    {
        using var scoring = BundleScoring.Open(ModelBundle.Read(path));
        var dataset = Dataset.Load(selection);
        var splits = wanted.Length > 0 ? [.. wanted.Distinct()] : dataset.TestSplits;
        var images = splits.SelectMany(dataset.Split).ToList();
        RequireImages(scoring, dataset, splits);

        var evaluations = ScoringDisplay.Show(
            scoring.Known(images).Count, clock, scored => scoring.Evaluate(dataset, splits, BootstrapSeed, cancellation, scored));
        var report = new Report(scoring.Model, null, evaluations, dataset.Unreadable)
        {
            UnknownClasses = [.. images.CountBy(i => i.Label).Where(c => !scoring.Model.Classes.Contains(c.Key)).Select(c => (c.Key, c.Value))],
            Mistakes = folder is null ? [] : scoring.Mistakes(evaluations),
        };
        Console.Out.Write(ReportMarkdown.Render(ReportText.Of(report, PictureRule.All), withPlots: false));
        if (folder is not null)
        {
            report.Write(folder, PictureRule.All);
            Console.Error.WriteLine($"Report with the worst mistakes: {Path.Combine(folder, "report.html")}");
        }

        return ExitCode.Done;
    }

    private static void RequireImages(BundleScoring scoring, Dataset dataset, IReadOnlyList<string> splits)
    {
        var problems = splits.Where(split => dataset.Split(split).Count == 0).Select(split => $"split {split} has no image")
            .Concat(splits.Where(split => dataset.Split(split).Count > 0 && scoring.Known(dataset.Split(split)).Count == 0)
                .Select(split => $"split {split} has no image of a class that the model knows ({scoring.Model.ClassSet()})"))
            .ToList();
        if (splits.Count == 0)
        {
            problems.Add("there is no test split; name one with --split");
        }

        if (problems.Count > 0)
        {
            throw new DatasetException(problems);
        }
    }
}
