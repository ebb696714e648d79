using Defects.Agent.Alerts;
using Defects.Agent.Replay;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Tests.Replay;

/// <summary>A failing print, the shipped model and the shipped rules: whatever else is changed, that must alert.</summary>
public sealed class FailingClipTests
{
    private static readonly TimeSpan Onset = TimeSpan.FromMinutes(20);

    [Fact]
    public void Begins_ClipThatFails_AlertsWithTheShippedDefaultsAndNotBeforeItFails()
    {
        var begin = Assert.Single(Alerts(from: Onset - TimeSpan.FromMinutes(1), to: Onset + TimeSpan.FromMinutes(5)));
        Assert.InRange(begin, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4));
    }

    [Fact]
    public void Begins_ClipThatHasFailedBeforeItsFirstFrame_Alerts() =>
        Assert.Single(Alerts(from: Onset + TimeSpan.FromMinutes(10), to: Onset + TimeSpan.FromMinutes(12)));

    /// <summary>No good frames of a camera, however they were chosen, may talk the agent out of it.</summary>
    [Fact]
    public void Begins_ClipOnACameraAdaptedAsFarDownAsABundleMayGo_Alerts() =>
        Assert.Single(Alerts(from: Onset - TimeSpan.FromMinutes(1), to: Onset + TimeSpan.FromMinutes(10), added: ClassAdaptation.LeastLowest));

    /// <summary>Obico's rule subtracts what it is used to and lets such a failure end by itself after four minutes.</summary>
    [Theory]
    [InlineData("under_extrusion")]
    [InlineData("stringing")]
    [InlineData("spaghetti")]
    public void Observe_MediumFailureThatLastsFromTheFirstFrame_BeginsAndNeverEndsByItself(string name)
    {
        var item = DefectClass.FromName(name);
        var threshold = DefaultThresholds.Of(Shipped().Manifest.Model).Single(threshold => threshold.Class == item);
        var rules = new AlertRules([AlertRule.BuiltIn(threshold)], Stale: TimeSpan.FromSeconds(15));
        var probabilities = new Dictionary<DefectClass, double> { [item] = threshold.Set + 0.02 };
        var state = PrinterAlertState.Start;
        List<AlertStage> stages = [];
        for (var second = 0; second <= 2 * 3600; second += 5)
        {
            (state, var events) = PrinterAlerts.Observe(
                state, new Observation("bed", probabilities), rules, DateTimeOffset.UnixEpoch.AddSeconds(second), _ => Ulid.Empty);
            stages.AddRange(events.Select(told => told.Stage));
        }

        Assert.Equal(AlertStage.Begin, stages[0]);
        Assert.All(stages.Skip(1), stage => Assert.Equal(AlertStage.Update, stage));
    }

    private static ModelBundle Shipped() => ModelBundle.Read(RepositoryRoot.PathOf("models/defects/champion"));

    /// <param name="added">To the log-odds of spaghetti.</param>
    /// <returns>When spaghetti alerts began, from the start of the clip.</returns>
    private static IReadOnlyList<TimeSpan> Alerts(TimeSpan from, TimeSpan to, double added = 0)
    {
        var bundle = Shipped();
        using var session = new SessionOptions { IntraOpNumThreads = 1 };
        using var classifier = GoldenCheck.Open(bundle, session, maxBatch: 1);
        using var renderer = new PrintRenderer(new SimulatedPrint
        {
            Seed = 1,
            Failure = DefectClass.Spaghetti,
            Onset = Onset,
            Strength = 1,
            Duration = TimeSpan.FromMinutes(40),
        });
        var model = bundle.Manifest.Model;
        List<ScoredMoment> frames = [];
        for (var time = from; time < to; time += Logs.Interval)
        {
            using var frame = FramePreprocessing.TryDecode(renderer.Render(time).Jpeg)!;
            FramePreprocessing.Resize(frame, classifier.Input(0), model.InputSize, model.InputSize);
            classifier.Run(1);
            frames.Add(new ScoredMoment(time - from, 0, [.. classifier.Probabilities(0).ToArray().Select(p => Lowered(p, added))]));
        }

        var header = Logs.Header(to - from, []) with { Classes = model.Classes };
        return PrintReplay.Begins(new ScoreLog(header, frames), [.. DefaultThresholds.Of(model).Select(AlertRule.BuiltIn)])[DefectClass.Spaghetti];
    }

    private static float Lowered(float probability, double added) => (float)(1 / (1 + Math.Exp(-CameraAdaptation.LogOdds(probability) - added)));
}
