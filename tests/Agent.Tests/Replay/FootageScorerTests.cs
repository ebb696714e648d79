using Defects.Agent.Cameras;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Tests.Replay;

public sealed class FootageScorerTests
{
    [Fact]
    public void Offer_VideoWhoseFramesMissTheInterval_ScoresTheFirstBehindEachTurnAndDoesNotDrift()
    {
        using var session = new SessionOptions();
        using var classifier = GoldenCheck.Open(ModelBundle.Read(RepositoryRoot.PathOf("models/defects/champion")), session, maxBatch: 1);
        using var renderer = new PrintRenderer(new SimulatedPrint { Seed = 1, Failure = DefectClass.Good });
        var jpeg = renderer.Render(TimeSpan.FromMinutes(1)).Jpeg;
        var scorer = new FootageScorer(classifier, TimeSpan.FromSeconds(5));
        void Offer(double second, byte[] picture) => ((IFrameSink)scorer).Offer(picture, DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(second));

        foreach (var second in (double[])[0, 4.98, 5.02, 9.99, 10.01, 14.99, 31, 34.9])
        {
            Offer(second, jpeg);
        }

        Offer(35.1, [1, 2, 3]);
        Assert.Equal([0, 5.02, 10.01, 31], scorer.Frames.Select(frame => frame.At.TotalSeconds));
        Assert.Equal(1, scorer.Undecodable);
    }
}
