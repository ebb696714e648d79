using System.CommandLine;
using System.Globalization;
using Defects.Bench.Recipes;
using Defects.Shared.Bundles;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.NewCamera;

/// <summary>A bundle on a camera that it has never seen, beside what it makes of photos.</summary>
internal static class NewCameraCommand
{
    public static int Run(string[] args, TextWriter output)
    {
        var bundle = new Option<string>("--bundle") { DefaultValueFactory = _ => "models/defects/champion" };
        var command = new RootCommand("A bundle on a camera that it has never seen.") { bundle };
        command.SetAction((parsed, cancellation) =>
        {
            Measure(ModelBundle.Read(parsed.GetValue(bundle)!), output, cancellation);
            return Task.FromResult(0);
        });
        return command.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static void Measure(ModelBundle bundle, TextWriter output, CancellationToken cancellation)
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
        AdaptationFigures.Print(bundle, data, Print, cancellation);

        void Print(string figure, double value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"new-camera.{figure} {value:0.000}"));
    }
}
