using System.Text;
using Defects.Agent.Configuration;
using Defects.Agent.Tests.Cameras;
using Defects.Shared.Bundles;

namespace Defects.Agent.Tests.Inference;

public sealed class InferenceEngineTests
{
    [Fact]
    public async Task Engine_MjpegCameraAndReplay_ScoresBoth()
    {
        var part = Encoding.ASCII.GetBytes("--frame\r\nContent-Type: image/jpeg\r\n\r\n");
        await using var server = await CameraServer.StartAsync(
            CameraServer.Pieces("multipart/x-mixed-replace; boundary=frame", [part, ColourModel.SpaghettiJpeg(), part]));
        using var footage = Farm.Footage(20);

        await using var agent = new AgentUnderTest(options => options with
        {
            Printers = Farm.Of(
                new CameraOptions { Source = server.Url },
                new CameraOptions { Source = footage.Path, AsFastAsPossible = true, Loop = false, Interval = TimeSpan.FromSeconds(2) }),
        });
        await agent.StartAsync();

        await Eventually.Holds(() => agent.Observer.All.Count == 21, "21 frames scored");
        var stream = Assert.Single(agent.Observer.All, seen => seen.Camera.Printer == "p1");
        Assert.InRange(stream.Spaghetti, 0.9, 1);
        var replayed = agent.Observer.All.Where(seen => seen.Camera.Printer == "p2").ToList();
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), replayed.Select(seen => seen.Sequence));
        Assert.All(replayed, seen => Assert.InRange(seen.Good, 0.9, 1));
        Assert.Equal(TimeSpan.FromSeconds(38), replayed[^1].CapturedAt - replayed[0].CapturedAt);
        await Eventually.Holds(() => agent.Cameras.Cameras[1].Status.Ended, "the footage is over");
        Assert.Equal("cpu", agent.Served.Provider.Name);
        Assert.Equal(["tensorrt", "cuda"], agent.Served.Provider.Refusals.Select(refusal => refusal.Provider));
        Assert.Equal(21, agent.Statistics.Read().Frames);
    }

    [Fact]
    public async Task Engine_ChampionMoves_SwapsInAndLosesNoFrame()
    {
        using var footage = Farm.Footage(10);

        await using var agent = new AgentUnderTest(options => options with
        {
            Model = options.Model with { WatchInterval = TimeSpan.FromMilliseconds(20) },
            Printers = Farm.Of(new CameraOptions { Source = footage.Path, AsFastAsPossible = true }),
        });
        await agent.StartAsync();
        await Eventually.Holds(() => agent.Observer.All.Count > 10, "frames scored by version 1");

        BundleAliases.Set(agent.ModelFolder, "champion", 2);

        await Eventually.Holds(() => agent.Observer.All[^1].ModelVersion == 2, "frames scored by version 2");
        Assert.Equal(2, agent.Served.Model.Version);
        var all = agent.Observer.All;
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(seen => seen.Sequence));
    }
}
