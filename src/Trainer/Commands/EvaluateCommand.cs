using System.CommandLine;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Commands;

/// <summary><c>evaluate</c>: any bundle on any labelled images, through ONNX Runtime.</summary>
internal static class EvaluateCommand
{
    private const int BootstrapSeed = 1;

    public static Command Create()
    {
        var data = new DataOptions();
        var bundle = new Option<string>("--bundle") { Description = "A version's folder, or an alias of one.", Required = true };
        var splits = new Option<string[]>("--split") { Description = "A split to measure; all test splits where none is given. May be given several times." };
        var folder = new Option<string?>("--out") { Description = "Folder for metrics.json, report.md and report.html." };
        var command = new Command(
            "evaluate",
            "Measure a bundle on labelled images, as an agent would serve it.\n\nExample: defects-trainer evaluate --bundle models/defects/champion --data prints/manifest.csv --split test")
        {
            bundle, splits, folder,
        };
        data.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(
            Run(result.GetValue(bundle)!, data.Read(result), result.GetValue(splits) ?? [], result.GetValue(folder), cancellation)));
        return command;
    }

    private static int Run(string path, DatasetSelection selection, string[] wanted, string? folder, CancellationToken cancellation)
    {
        var bundle = ModelBundle.Read(path);
        var dataset = Dataset.Load(selection);
        var splits = wanted.Length > 0 ? wanted : dataset.TestSplits;
        var empty = splits.Where(split => dataset.Split(split).Count == 0).Select(split => $"split {split} has no image").ToList();
        if (splits.Count == 0 || empty.Count > 0)
        {
            throw new DatasetException(empty.Count > 0 ? empty : ["there is no test split; name one with --split"]);
        }

        using var session = new SessionOptions();
        using var classifier = GoldenCheck.Open(bundle, session, maxBatch: 1);
        var report = new Report(bundle.Manifest.Model, null, BundleScoring.Evaluate(classifier, dataset, splits, BootstrapSeed, cancellation), dataset.Unreadable);
        Console.Out.Write(ReportMarkdown.Render(ReportText.Of(report)));
        if (folder is not null)
        {
            report.Write(folder);
        }

        return ExitCode.Done;
    }
}
