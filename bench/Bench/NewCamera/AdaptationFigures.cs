using System.Diagnostics;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Bench.NewCamera;

/// <summary>
/// What a bundle comes to on cameras that it is adapted to: simulated stations that no rule was learnt on, and the bed camera. Where the bundle
/// has no rule of its own, one is learnt on other simulated stations.
/// </summary>
internal static class AdaptationFigures
{
    // Stations that nothing else in the project draws.
    private const int LearntStations = 710_000;
    private const int TriedStations = 720_000;

    /// <param name="sheets">Folder for pictures of it; null: none are drawn.</param>
    /// <returns>The rule that the figures are of.</returns>
    public static AdaptationRule Print(ModelBundle bundle, Dataset data, Action<string, double> print, string? sheets, CancellationToken cancellation)
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

        print("microseconds_a_frame", Microseconds(learnt[0], rule, model.ClassSet()));
        Tell("simulated", stations.Score([.. SimulatedStation.From(TriedStations, 28)], cancellation));
        using var classifier = Open();
        var bed = PrintCameras.Score(classifier, data.Split(BedCamera.Split));
        Tell("bed", bed);
        Tell("bed.poisoned", PrintCameras.Score(classifier, data.Split(BedCamera.Split), poison: StationPrints.ReferenceFrames / 10));
        foreach (var camera in bed)
        {
            Tell($"bed.{camera.Name}", [camera]);
        }

        var missed = MissedFrame.Of(model, DefectClass.Spaghetti, rule, bed);
        foreach (var frame in missed)
        {
            print($"bed.missed.{Path.GetFileName(frame.File)}", (double)frame.Missed / frame.Tried);
        }

        if (sheets is not null)
        {
            AdaptationSheets.Write(sheets, classifier, rule, missed);
        }

        return rule;

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

    /// <summary>What adapting one frame costs, on one thread.</summary>
    private static double Microseconds(TriedCamera camera, AdaptationRule rule, ClassSet classes)
    {
        const int Times = 5000;
        float[] probabilities = [.. camera.Frames[0].Scored.Probabilities], embedding = [.. camera.Frames[0].Scored.Embedding], adapted = new float[classes.Count];
        var began = 0L;
        for (var i = -Times / 10; i < Times; i++)
        {
            began = i == 0 ? Stopwatch.GetTimestamp() : began;
            probabilities.CopyTo(adapted, 0);
            camera.Adaptation.Apply(rule, classes, adapted, embedding);
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / Times;
    }
}
