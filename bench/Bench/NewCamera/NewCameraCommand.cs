using System.CommandLine;
using System.Globalization;
using Defects.Bench.Recipes;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Bench.NewCamera;

/// <summary>A bundle on a camera that it has never seen, beside what it makes of photos.</summary>
internal static class NewCameraCommand
{
    // Stations that nothing else in the project draws.
    private const int LearntStations = 710_000;
    private const int TriedStations = 720_000;

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
        Adapt(bundle, data, Print, cancellation);

        void Print(string figure, double value) => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"new-camera.{figure} {value:0.000}"));
    }

    private static void Adapt(ModelBundle bundle, Dataset data, Action<string, double> print, CancellationToken cancellation)
    {
        using var session = new SessionOptions { IntraOpNumThreads = 1 };
        FrameClassifier Open() => FrameClassifier.Open(bundle.Onnx, bundle.Folder, session, maxBatch: 1);
        var stations = new StationScoring(Open);
        var learnt = stations.Score([.. SimulatedStation.From(LearntStations, 35)], cancellation);
        var model = bundle.Manifest.Model;
        var rule = model.Adaptation ?? AdaptationSearch.Learn(model, learnt);
        foreach (var item in rule.Classes)
        {
            print($"rule.{item.Class}.offset", item.Offset);
            print($"rule.{item.Class}.shift", item.Shift);
            print($"rule.{item.Class}.novelty", item.Novelty);
        }

        Tell("simulated", stations.Score([.. SimulatedStation.From(TriedStations, 28)], cancellation));
        using var classifier = Open();
        var bed = BedPrints.Score(classifier, data.Split(BedCamera.Split));
        Tell("bed", bed);
        foreach (var camera in bed)
        {
            Tell($"bed.{camera.Name}", [camera]);
        }

        void Tell(string name, IReadOnlyList<TriedCamera> cameras)
        {
            foreach (var item in model.Classes.Where(c => c.IsDefect))
            {
                foreach (var (how, applied) in new[] { ("unadapted", null), ("adapted", rule) })
                {
                    if (AdaptedCameras.Of(model, item, applied, cameras) is { } cells)
                    {
                        print($"{name}.{item}.{how}.auroc", cells.Separation.Auroc);
                        print($"{name}.{item}.{how}.recall", cells.Recall);
                        print($"{name}.{item}.{how}.false_alarms", cells.FalseAlarms);
                        print($"{name}.{item}.{how}.oracle", cells.Separation.RecallAt(0.01));
                    }
                }
            }
        }
    }
}
