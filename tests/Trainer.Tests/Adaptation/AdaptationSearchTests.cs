using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Tests.Networks;

namespace Defects.Trainer.Tests.Adaptation;

/// <summary>Cameras made by hand: the margins of good frames are normal about a place of the camera's own, those of failing ones lie higher.</summary>
public class AdaptationSearchTests
{
    private static readonly ModelDescription Model = TestNetworks.Describe("mobilenet_v2", 96);
    private static readonly int Column = Model.ClassSet().ColumnOf(DefectClass.Spaghetti);

    [Fact]
    public void Learn_CamerasFarApart_TakesTheirDifferencesAway()
    {
        var rule = AdaptationSearch.Learn(Model, Cameras(apart: 3, failing: 5, novel: 0));

        Assert.Equal(DefectClass.Spaghetti, Assert.Single(rule.Classes).Class);
        Assert.InRange(rule.Classes[0].Shift, 0.8, 1);
        Assert.InRange(rule.Classes[0].Novelty, 0, 0.4);
    }

    [Fact]
    public void Learn_CamerasAlike_NoveltyTells_LeansOnNovelty()
    {
        var rule = AdaptationSearch.Learn(Model, Cameras(apart: 0, failing: 1, novel: 3));

        Assert.InRange(rule.Classes[0].Novelty, 0.6, 2);
    }

    [Fact]
    public void Learn_AnyCameras_GoodFramesKeepTheFalseAlarmsThatAreAllowed()
    {
        var cameras = Cameras(apart: 1, failing: 4, novel: 1);

        var rule = AdaptationSearch.Learn(Model, cameras);
        var higher = rule with { Classes = [rule.Classes[0] with { Offset = rule.Classes[0].Offset + 0.5 }] };

        var good = cameras.Sum(camera => camera.Frames.Count(frame => !frame.Label.IsDefect));
        Assert.InRange(Alarms(cameras, rule), 1, AdaptationSearch.FalseAlarms * good);
        Assert.True(Alarms(cameras, higher) > AdaptationSearch.FalseAlarms * good);
    }

    [Fact]
    public void Learn_GoodFramesAreAlarmsHoweverLow_LeavesTheClassAsItIs()
    {
        // Half of the good frames say spaghetti by e^20 to 1: no bounded offset mends that.
        var cameras = Cameras(apart: 0, failing: 0, novel: 0).Select(camera => camera with
        {
            Frames = [.. camera.Frames.Select((frame, i) => i % 2 == 0 ? frame with { Scored = Scored(20, frame.Scored.Embedding) } : frame)],
        });

        Assert.Empty(AdaptationSearch.Learn(Model, [.. cameras]).Classes);
    }

    [Fact]
    public void Learn_GoodFramesAreFarBelowAnyThreshold_LeavesTheClassAsItIs()
    {
        // At -12 and within some 4 of it, none comes to 0.6 by the 6 that an offset may add at most.
        var cameras = Cameras(apart: 0, failing: 1, novel: 0).Select(camera => camera with
        {
            Frames = [.. camera.Frames.Select(frame => frame.Label.IsDefect ? frame : frame with { Scored = Scored(-12, frame.Scored.Embedding) })],
        });

        Assert.Empty(AdaptationSearch.Learn(Model, [.. cameras]).Classes);
    }

    [Fact]
    public void Learn_ThresholdBelowWhatAlertsBeginFrom_IsLearntForThoseAlerts()
    {
        var cameras = Cameras(apart: 1, failing: 4, novel: 1);
        var low = Model with { Thresholds = [.. Model.Thresholds.Select(threshold => threshold with { Set = 0.3, Reset = 0.2 })] };
        var served = Model with { Thresholds = [.. Model.Thresholds.Select(threshold => threshold with { Set = 0.6, Reset = 0.4 })] };

        Assert.Equivalent(AdaptationSearch.Learn(served, cameras), AdaptationSearch.Learn(low, cameras), strict: true);
    }

    private static int Alarms(IReadOnlyList<TriedCamera> cameras, AdaptationRule rule) => cameras.Sum(camera => camera.Frames.Count(frame =>
    {
        float[] adapted = [.. frame.Scored.Probabilities];
        camera.Adaptation.Apply(rule, Model.ClassSet(), adapted, [.. frame.Scored.Embedding]);
        return !frame.Label.IsDefect && adapted[Column] >= Model.ThresholdOf(DefectClass.Spaghetti).Set;
    }));

    /// <param name="apart">Standard deviation of where the cameras' good frames lie.</param>
    /// <param name="failing">How much higher failing ones lie.</param>
    /// <param name="novel">How many standard deviations their embeddings are off.</param>
    private static List<TriedCamera> Cameras(double apart, double failing, double novel)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 12).Select(number =>
        {
            var place = -8 + apart * Normal();
            return TriedCamera.Of(
                $"{number}",
                Model.ClassSet(),
                [.. Enumerable.Range(0, 20).Select(_ => Frame(place, 0))],
                [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0
                    ? new TriedFrame(DefectClass.Spaghetti, Frame(place + failing, novel))
                    : new TriedFrame(DefectClass.Good, Frame(place, 0)))]);
        })];

        ReferenceFrame Frame(double margin, double off) =>
            Scored(margin + Normal(), [.. Enumerable.Range(0, 16).Select(_ => (float)(off + Normal()))]);

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static ReferenceFrame Scored(double margin, IReadOnlyList<float> embedding)
    {
        double[] odds = [.. Model.Classes.Select(c => c == DefectClass.Good ? 1 : c == DefectClass.Spaghetti ? Math.Exp(margin) : 0.001)];
        return new ReferenceFrame([.. odds.Select(o => (float)(o / odds.Sum()))], embedding);
    }
}
