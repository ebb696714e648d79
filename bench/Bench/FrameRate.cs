using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Bench;

/// <summary>
/// When the same failing print is alerted at 0.5, 2 and 15 frames a second: evidence counts in seconds, so the rate must not
/// matter. The clips are simulated, scored by the shipped model, and judged by the agent's own rules.
/// </summary>
internal static class FrameRate
{
    private const int FullRate = 15;
    private static readonly double[] Rates = [0.5, 2, 15];
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Onset = TimeSpan.FromMinutes(20);

    public static int Run(TextWriter output)
    {
        var bundle = ModelBundle.Read("models/defects/champion");
        using var session = new SessionOptions { IntraOpNumThreads = 1 };
        using var classifier = GoldenCheck.Open(bundle, session, maxBatch: 1);
        List<double> spreads = [];
        for (var seed = 1; seed <= 5; seed++)
        {
            var scores = Score(classifier, seed);
            var alerts = Rates.Select(rate => AlertedAfter(scores, rate, bundle.Manifest.Model)).ToList();
            output.WriteLine($"frame-rate.print{seed} " + string.Join(", ", Rates.Zip(alerts).Select(pair =>
                FormattableString.Invariant($"{pair.First} fps: ") + (pair.Second is { } after ? FormattableString.Invariant($"{after.TotalSeconds:0.0} s") : "none"))));
            if (alerts.TrueForAll(alert => alert is not null))
            {
                spreads.Add(alerts.Max()!.Value / alerts.Min()!.Value);
            }
        }

        output.WriteLine(FormattableString.Invariant($"frame-rate.prints_alerted_at_every_rate {spreads.Count}"));
        output.WriteLine(FormattableString.Invariant($"frame-rate.latest_to_earliest_max {(spreads.Count > 0 ? spreads.Max() : double.NaN):0.000}"));
        return 0;
    }

    /// <summary>Scores at the full rate by print time since the clip's start; the slower rates are every so many of them.</summary>
    private static List<float[]> Score(FrameClassifier classifier, int seed)
    {
        using var renderer = new PrintRenderer(new SimulatedPrint
        {
            Seed = seed,
            Failure = DefectClass.Spaghetti,
            Onset = Onset,
            Strength = 1,
            Duration = TimeSpan.FromMinutes(40),
        });
        var side = classifier.Model.InputSize;
        List<float[]> scores = [];
        for (var i = 0; i < Length.TotalSeconds * FullRate; i++)
        {
            // Prints of the simulator take their time to fail: played eight times as fast, as in the demo.
            var at = Onset + (8 * (TimeSpan.FromSeconds((double)i / FullRate) - Before));
            using var frame = FramePreprocessing.TryDecode(renderer.Render(at).Jpeg)!;
            FramePreprocessing.Resize(frame, classifier.Input(0), side, side);
            classifier.Run(1);
            scores.Add(classifier.Probabilities(0).ToArray());
        }

        return scores;
    }

    /// <returns>From the failure's onset to the beginning of the first alert; null where none began.</returns>
    private static TimeSpan? AlertedAfter(List<float[]> scores, double rate, ModelDescription model)
    {
        var printer = new PrinterOptions { Cameras = new() { ["bed"] = new CameraOptions { Interval = TimeSpan.FromSeconds(1 / rate) } } };
        var rules = RuleBook.For(model, new AgentOptions(), printer, material: null, OperatorSettings.None);
        var state = PrinterAlertState.Start;
        var step = (int)Math.Round(FullRate / rate);
        for (var i = 0; i < scores.Count; i += step)
        {
            var at = TimeSpan.FromSeconds((double)i / FullRate);
            var probabilities = model.Classes.Zip(scores[i]).ToDictionary(pair => pair.First, pair => Math.Clamp((double)pair.Second, 0, 1));
            (state, var events) = PrinterAlerts.Observe(state, new Observation("bed", probabilities), rules, DateTimeOffset.UnixEpoch + at, _ => Ulid.NewUlid());
            if (events.Any(told => told.Stage == AlertStage.Begin && told.Class == DefectClass.Spaghetti))
            {
                return at - Before;
            }
        }

        return null;
    }
}
