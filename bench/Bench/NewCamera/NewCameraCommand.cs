using System.CommandLine;
using System.Globalization;
using Defects.Agent.Alerts;
using Defects.Agent.Replay;
using Defects.Bench.Recipes;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using OpenCvSharp;

namespace Defects.Bench.NewCamera;

/// <summary>A bundle on a camera that it has never seen, beside what it makes of photos.</summary>
internal static class NewCameraCommand
{
    public static int Run(string[] args, TextWriter output)
    {
        var bundle = new Option<string>("--bundle") { DefaultValueFactory = _ => "models/defects/champion" };
        var printers = new Option<int>("--printers") { Description = "Simulated printers that are watched for an hour each.", DefaultValueFactory = _ => 50 };
        var sheets = new Option<string>("--sheets") { Description = "Folder for pictures of what adaptation changes and of the frames that are missed all the same." };
        var command = new RootCommand("A bundle on a camera that it has never seen.") { bundle, printers, sheets };
        command.SetAction((parsed, cancellation) =>
        {
            Measure(ModelBundle.Read(parsed.GetValue(bundle)!), parsed.GetValue(printers), parsed.GetValue(sheets), output, cancellation);
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static void Measure(ModelBundle bundle, int printers, string? sheets, TextWriter output, CancellationToken cancellation)
    {
        // Test rows only: their licence lets nothing be trained on them, and nothing is.
        var data = Dataset.Load(new DatasetSelection([RealData.Prints], OpenLicencesOnly: true));
        using var scoring = BundleScoring.Open(bundle);
        var bed = BedCamera.Of(scoring.Score(data.Split(BedCamera.Split), cancellation), new DecisionRule(scoring.Model.ClassSet(), scoring.Model.Thresholds));
        Print("bed.spaghetti_auroc", bed.Separation.Auroc);
        Print("bed.recall_at_1_percent_by_an_oracle", bed.Separation.RecallAt(0.01));
        Print("bed.recall", bed.Recall);
        Print("bed.false_alarms", bed.FalseAlarms);
        foreach (var (print, raised) in bed.Prints.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Print($"bed.raised.{print}", raised);
        }

        var photos = scoring.Evaluate(data, [Splits.Test], seed: 1, cancellation)[0];
        Print("photos.macro_f1", photos.Scores.MacroF1);
        var rule = AdaptationFigures.Print(bundle, data, Print, sheets, cancellation);
        if (printers > 0)
        {
            Cv2.SetNumThreads(1);
            var farm = UnseenFarm.Score(bundle, rule, printers, cancellation);
            Tell("unadapted", farm.Unadapted);
            Tell("adapted", farm.Adapted);
        }

        void Tell(string how, IReadOnlyList<ScoreLog> logs)
        {
            foreach (var (_, figures) in BudgetSearch.Try(logs, [.. DefaultThresholds.Of(bundle.Manifest.Model).Select(AlertRule.BuiltIn)]))
            {
                Print($"farm.{figures.Class}.{how}.false_per_100h", figures.PerHundredHours);
                Print($"farm.{figures.Class}.{how}.false_alarms", figures.FalseAlarms);
                Print($"farm.{figures.Class}.{how}.missed", figures.Missed);
                Print($"farm.{figures.Class}.{how}.median_s", figures.Within(0.5)?.TotalSeconds ?? double.NaN);
                Print($"farm.{figures.Class}.{how}.p95_s", figures.Within(0.95)?.TotalSeconds ?? double.NaN);
            }
        }

        void Print(string figure, double value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"new-camera.{figure} {value:0.000}"));
    }
}
