using System.Text;
using Defects.Agent.Configuration;
using Defects.Agent.Tests.Cameras;
using Defects.Shared.Bundles;
using Microsoft.Extensions.Time.Testing;

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

        var engines = Directory.CreateDirectory(agent.EnginesOf("of a model that is served no more"));
        BundleAliases.Set(agent.ModelFolder, "champion", 2);

        await Eventually.Holds(() => agent.Observer.All[^1].ModelVersion == 2, "frames scored by version 2");
        await Eventually.Holds(() => !Directory.Exists(engines.FullName), "its engines are gone");
        Assert.Equal(2, agent.Served.Model.Version);
        var all = agent.Observer.All;
        Assert.Equal(Enumerable.Range(1, all.Count).Select(i => (long)i), all.Select(seen => seen.Sequence));
    }

    [Fact]
    public async Task Engine_RefusedChampion_KeepsTheOldOneAndSaysWhy()
    {
        await using var agent = new AgentUnderTest(options => options with
        {
            Model = options.Model with { WatchInterval = TimeSpan.FromMilliseconds(20) },
        });
        await agent.StartAsync();
        var told = 0;
        agent.Served.Changed += () => Interlocked.Increment(ref told);
        var model = Path.Combine(agent.ModelFolder, "2", "model.onnx");
        File.AppendAllText(model, "damage");

        BundleAliases.Set(agent.ModelFolder, "champion", 2);

        await Eventually.Holds(() => agent.Served.Refused is not null, "the refusal");
        Assert.Equal(1, agent.Served.Model.Version);
        Assert.EndsWith("/2", agent.Served.Refused!.Target, StringComparison.Ordinal);
        Assert.Contains("SHA-256", agent.Served.Refused.Reason, StringComparison.Ordinal);
        Assert.Equal(agent.Served.Refused.Reason, agent.Figures.Serving.RefusedModel!.Reason);
        Assert.Equal(["cuda", "tensorrt"], agent.Figures.Serving.ProviderRefusals.Keys.Order());

        BundleAliases.Set(agent.ModelFolder, "champion", 1);

        await Eventually.Holds(() => agent.Served.Refused is null, "alias and served model agree again");
        Assert.Equal(2, Volatile.Read(ref told));
    }

    [Fact]
    public async Task Engine_ChampionThatContradictsAnOverride_KeepsTheOldOneAndSaysWhy()
    {
        await using var agent = new AgentUnderTest(options => options with
        {
            Model = options.Model with { WatchInterval = TimeSpan.FromMilliseconds(20) },
            Alerts = new() { ["spaghetti"] = new() { Reset = 0.65 } },
            Printers = Farm.Of(new CameraOptions { Source = "/nowhere" }),
        });
        ChangedModel.Write(agent.ModelFolder, 1, 3, model => model with { Thresholds = [.. model.Thresholds.Select(threshold => threshold with { Set = 0.7 })] });
        BundleAliases.Set(agent.ModelFolder, "champion", 3);
        await agent.StartAsync();

        BundleAliases.Set(agent.ModelFolder, "champion", 2);

        await Eventually.Holds(() => agent.Served.Refused is not null, "the refusal");
        Assert.StartsWith("alerts:spaghetti:reset = 0.65: expected at most the set threshold, which is 0.6", agent.Served.Refused!.Reason, StringComparison.Ordinal);
        Assert.Equal(3, agent.Served.Model.Version);
    }

    [Fact]
    public async Task Engine_AliasGoneForAMoment_KeepsTheModelAndTakesTheNext()
    {
        await using var agent = new AgentUnderTest(options => options with
        {
            Model = options.Model with { WatchInterval = TimeSpan.FromMilliseconds(20) },
        });
        await agent.StartAsync();

        File.Delete(Path.Combine(agent.ModelFolder, "champion"));
        await Eventually.Holds(() => agent.Served.Refused is not null, "the refusal");
        Assert.Contains("nothing is there", agent.Served.Refused!.Reason, StringComparison.Ordinal);

        File.CreateSymbolicLink(Path.Combine(agent.ModelFolder, "champion"), "champion");
        await Eventually.Holds(() => agent.Served.Refused!.Reason.Contains("cannot be followed", StringComparison.Ordinal), "links in a circle");

        BundleAliases.Set(agent.ModelFolder, "champion", 2);
        await Eventually.Holds(() => agent.Served.Model.Version == 2, "version 2 in service");
        Assert.Null(agent.Served.Refused);
    }

    [Fact]
    public async Task Engine_IdleCameras_SwapsAllTheSame()
    {
        await using var agent = new AgentUnderTest(options => options with
        {
            Model = options.Model with { WatchInterval = TimeSpan.FromMilliseconds(20) },
        });
        await agent.StartAsync();

        BundleAliases.Set(agent.ModelFolder, "champion", 2);

        await Eventually.Holds(() => agent.Served.Model.Version == 2, "version 2 in service");
    }

    [Fact]
    public async Task Engine_UndecodableFrames_AreCountedAndTheOthersScored()
    {
        using var footage = Farm.Footage(3);
        File.WriteAllBytes(footage.File("001.jpg"), ColourModel.GoodJpeg()[..100]);
        await using var agent = new AgentUnderTest(options => options with
        {
            Printers = Farm.Of(new CameraOptions { Source = footage.Path, AsFastAsPossible = true, Loop = false }),
        });
        await agent.StartAsync();

        await Eventually.Holds(() => agent.Cameras.Cameras[0].Status.Ended && agent.Observer.All.Count == 2, "the footage is over");

        Assert.Equal([1L, 3L], agent.Observer.All.Select(seen => seen.Sequence));
        Assert.Equal((1L, 1L), (agent.Cameras.Cameras[0].Status.Undecodable, agent.Statistics.Read().Undecodable));
    }

    [Fact]
    public async Task Engine_HungCamera_LeavesTheOthersAlone()
    {
        await using var server = await CameraServer.StartAsync(CameraServer.Pieces("multipart/x-mixed-replace; boundary=x", []));
        using var footage = Farm.Footage(5);
        await using var agent = new AgentUnderTest(options => options with
        {
            Printers = Farm.Of(
                new CameraOptions { Source = server.Url, Timeout = TimeSpan.FromMinutes(5) },
                new CameraOptions { Source = footage.Path, AsFastAsPossible = true }),
        });
        await agent.StartAsync();

        await Eventually.Holds(() => agent.Observer.All.Count > 50, "frames of the other camera");
        Assert.All(agent.Observer.All, seen => Assert.Equal("p2", seen.Camera.Printer));
    }

    [Fact]
    public async Task Progress_LoopHangs_StandsStill()
    {
        var time = new FakeTimeProvider();
        using var footage = Farm.Footage(5);
        using var release = new ManualResetEventSlim();
        using var hung = new ManualResetEventSlim();
        await using var agent = new AgentUnderTest(
            options => options with { Printers = Farm.Of(new CameraOptions { Source = footage.Path, AsFastAsPossible = true }) }, time);
        agent.Observer.Block = () =>
        {
            hung.Set();
            release.Wait();
        };
        await agent.StartAsync();
        await Eventually.Holds(() => hung.IsSet, "the loop hangs");

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(1), agent.Progress.SinceLastSign);

        agent.Observer.Block = null;
        release.Set();
        await Eventually.Holds(() => agent.Progress.SinceLastSign == TimeSpan.Zero, "the loop goes on");
    }

    [Fact]
    public async Task Progress_NothingToDo_StillShowsLife()
    {
        var time = new FakeTimeProvider();
        await using var agent = new AgentUnderTest(options => options, time);
        await agent.StartAsync();

        // Each second that passes is followed by a sign of life.
        for (var second = 0; second < 10; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.Holds(() => agent.Progress.SinceLastSign == TimeSpan.Zero, "a heartbeat");
        }
    }
}
