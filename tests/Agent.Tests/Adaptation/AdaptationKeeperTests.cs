using System.Text.Json.Nodes;
using Defects.Agent.Adaptation;
using Defects.Agent.Adaptation.Collection;
using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Inference;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Adaptation;

/// <summary>The whole of inference, with adaptations that lie on disk.</summary>
public sealed class AdaptationKeeperTests : IDisposable
{
    private static readonly CameraKey Bed = new("p1", "bed");
    private readonly TemporaryFolder _state = new();
    private readonly TemporaryFolder _footage = Farm.Footage(5);
    private readonly string _models;
    private int _second;

    public AdaptationKeeperTests() => _models = AdaptingModel.WriteTo(_state.Path);

    private CameraOptions Camera => new() { Source = _footage.Path, AsFastAsPossible = true };

    public void Dispose()
    {
        _state.Dispose();
        _footage.Dispose();
    }

    [Fact]
    public async Task Keeper_AdaptationOnDisk_FramesAreScoredWithIt()
    {
        var unadapted = await SpaghettiOfGoodFrames();
        Adapt();

        await using var agent = await Start();

        // Good frames are put where the rule wants them: log-odds of about -2.
        await Eventually.Holds(() => agent.Observer.All.Any(seen => Math.Abs(CameraAdaptation.LogOdds(seen.Spaghetti) + 2) < 0.2), "adapted scores");
        Assert.True(unadapted < 0.1, $"{unadapted}");
        Assert.Equal(3, agent.Served.Model.Version);
    }

    [Fact]
    public async Task Keeper_OtherModelServed_FitsAnewAndApplies()
    {
        Adapt();
        await using var agent = await Start();
        await Eventually.Holds(() => agent.Adapted.Of(Bed) is { Model: "colours/3" }, "the adaptation of version 3");

        BundleAliases.Set(_models, BundleLayout.Champion, 4);

        await Eventually.Holds(() => agent.Adapted.Of(Bed) is { Model: "colours/4" }, "an adaptation of version 4");

        // Its gain is twice as large: the frames lie so far below that the rule's bound ends the way.
        var effect = agent.Adapted.Of(Bed)!.Effects[0];
        Assert.Equal(6, effect.Added);
        await Eventually.Holds(
            () => agent.Observer.All[^1] is { ModelVersion: 4 } seen && Math.Abs(CameraAdaptation.LogOdds(seen.Spaghetti) - effect.Margin - 6) < 0.3, "frames scored with it");
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("no directions")]
    public async Task Keeper_DamagedRecord_IsFittedAnewFromItsFrames(string how)
    {
        Adapt();
        Damage(how == "cut off"
            ? text => text[..(text.Length / 2)]
            : text => Replaced(text, cluster => cluster["directions"] = new JsonArray([.. cluster["directions"]!.AsArray().Select(_ => (JsonNode?)null)])));

        await using var agent = await Start();

        await Eventually.Holds(() => agent.Adapted.Of(Bed) is not null, "the adaptation");
        Assert.Equal(agent.Adapted.Of(Bed)!.FittedAt, Folder.ReadRecord()!.FittedAt);
    }

    [Fact]
    public async Task Keeper_FrameThatIsNoPicture_IsPassedOver()
    {
        Adapt();
        File.WriteAllBytes(Folder.Frames[3], [0xFF, 0xD8, 0xFF, 0xC0, 0x00]);
        Damage(_ => "");

        await using var agent = await Start();

        await Eventually.Holds(() => agent.Adapted.Of(Bed) is not null, "the adaptation");
        await Eventually.Holds(() => agent.Observer.All.Count > 0, "scored frames");
    }

    [Fact]
    public async Task Keeper_CameraConfiguredAnew_PutsTheFramesAside()
    {
        Adapt();

        await using var agent = await Start(rotate: 180);

        await Eventually.Holds(() => !Directory.Exists(Folder.Path), "frames put aside");
        Assert.Null(agent.Adapted.Of(Bed));
    }

    [Fact]
    public async Task Keeper_CameraMoved_DropsItAtOnceAndPutsTheFramesAside()
    {
        Adapt();
        await using var agent = await Start();
        await Eventually.Holds(() => agent.Adapted.Of(Bed) is not null, "the adaptation");

        Move(agent, since: DateTimeOffset.UnixEpoch.AddMinutes(-1));
        Assert.NotNull(agent.Adapted.Of(Bed));
        Move(agent, since: DateTimeOffset.UnixEpoch.AddMinutes(3));

        Assert.Null(agent.Adapted.Of(Bed));
        await Eventually.Holds(() => !Directory.Exists(Folder.Path), "frames put aside");
        var aside = Assert.Single(Directory.GetDirectories(Path.GetDirectoryName(Folder.Path)!));
        Assert.Equal(12, Directory.GetFiles(aside, "*.jpg").Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeper_PrintThatEndedWell_FitsTheCameraToItsFramesAsWell(bool isAdapted)
    {
        if (isAdapted)
        {
            Adapt();
        }

        await using var agent = await Start(link: new PrinterLinkOptions { Address = "moonraker://10.0.0.5" });
        await Eventually.Holds(() => agent.Adapted.Of(Bed)?.Adaptation.Frames == (isAdapted ? 10 : null), "an adaptation to 12 frames, 2 of them doubtful");
        var monitor = agent.Monitors.Find("p1")!;

        // While it heats nothing is collected: the frames of this print are those that are put here.
        Say(monitor, (PrinterActivity.Idle, null), (PrinterActivity.Preparing, null), (PrinterActivity.Preparing, null));
        var pending = PendingFrames.Of(Folder, monitor.Trust.Running!.Value, CameraSettings.Of(Camera));
        DateTimeOffset[] times = [.. Enumerable.Range(0, 12).Select(i => DateTimeOffset.UnixEpoch.AddDays(1).AddMinutes(i))];
        for (var i = 0; i < times.Length; i++)
        {
            pending.Add(ColourModel.Jpeg(40, 200, 40, width: 96 + i), times[i], times);
        }

        Say(monitor, (PrinterActivity.Idle, PrintOutcome.Completed), (PrinterActivity.Idle, PrintOutcome.Completed));
        Say(monitor, (PrinterActivity.Preparing, null), (PrinterActivity.Preparing, null));

        await Eventually.Holds(
            () => agent.Adapted.Of(Bed)?.Adaptation.Frames == (isAdapted ? 20 : 10), "an adaptation to all frames, of 24 4 are doubtful and of 12 2");
        Assert.Empty(PendingFrames.At(Folder));
    }

    [Fact]
    public async Task Keeper_StoppedBetweenMoreFramesAndTheFit_FitsTheCameraToAllOfThem()
    {
        Adapt();
        var pending = PendingFrames.Of(Folder, DateTimeOffset.UnixEpoch.AddDays(1), CameraSettings.Of(Camera));
        DateTimeOffset[] times = [.. Enumerable.Range(0, 12).Select(i => DateTimeOffset.UnixEpoch.AddDays(1).AddMinutes(i))];
        for (var i = 0; i < times.Length; i++)
        {
            pending.Add(ColourModel.Jpeg(40, 200, 40, width: 96 + i), times[i], times);
        }

        pending.MoveInto(Folder);

        await using var agent = await Start();
        await Eventually.Holds(() => agent.Adapted.Of(Bed)?.Adaptation.Frames == 20, "an adaptation to all 24 frames but 4 doubtful ones");
    }

    [Fact]
    public async Task Keeper_MissReported_TakesOutTheFramesOfThatTimeAndFitsToTheOthers()
    {
        Adapt();
        for (var i = 0; i < 12; i++)
        {
            Folder.Add(ColourModel.Jpeg(40, 200, 40, width: 96 + i), DateTimeOffset.UnixEpoch.AddDays(5).AddMinutes(i));
        }

        await using var agent = await Start();
        await Eventually.Holds(() => agent.Adapted.Of(Bed) is not null, "the adaptation");

        agent.Monitors.Find("p1")!.Do(new OperatorCommand.Missed(DefectClass.Spaghetti, null), DateTimeOffset.UnixEpoch.AddHours(1));

        await Eventually.Holds(() => Folder.Since == DateTimeOffset.UnixEpoch.AddDays(5), "the frames of that day taken out");
        await Eventually.Holds(() => agent.Adapted.Of(Bed)?.Since == DateTimeOffset.UnixEpoch.AddDays(5), "an adaptation to the others");
    }

    [Fact]
    public async Task Keeper_MissReportedOfAllThereIs_GoesUnadapted()
    {
        Adapt();
        await using var agent = await Start();
        await Eventually.Holds(() => agent.Adapted.Of(Bed) is not null, "the adaptation");

        agent.Monitors.Find("p1")!.Do(new OperatorCommand.Missed(DefectClass.Spaghetti, null), DateTimeOffset.UnixEpoch.AddHours(1));

        await Eventually.Holds(() => agent.Adapted.Of(Bed) is null, "no adaptation");
        Assert.Equal((0, AdaptationRecord.NoModel), (Folder.Frames.Count, Folder.ReadRecord()!.ModelSha256));
    }

    [Fact]
    public async Task Keeper_CameraConfiguredAnewAfterItsFramesWereTakenOut_PutsTheRestAside()
    {
        Adapt();
        for (var i = 0; i < 5; i++)
        {
            Folder.Add(ColourModel.Jpeg(40, 200, 40, width: 96 + i), DateTimeOffset.UnixEpoch.AddDays(5).AddMinutes(i));
        }

        Assert.Equal(12, Folder.Remove(at => at < DateTimeOffset.UnixEpoch.AddDays(1)));

        await using var agent = await Start(rotate: 180);

        await Eventually.Holds(() => !Directory.Exists(Folder.Path), "frames put aside");
    }

    [Fact]
    public async Task Keeper_FramesPutBackAfterAMove_AreTakenInAgain()
    {
        Adapt();
        await using var agent = await Start();
        await Eventually.Holds(() => agent.Adapted.Of(Bed) is not null, "the adaptation");
        Move(agent, since: DateTimeOffset.UnixEpoch.AddMinutes(3));
        await Eventually.Holds(() => agent.KeeperLog.Lines.Any(line => line.Contains("was moved", StringComparison.Ordinal)), "frames put aside");

        Directory.Move(Assert.Single(Directory.GetDirectories(Path.GetDirectoryName(Folder.Path)!)), Folder.Path);

        await Eventually.Holds(() => agent.Adapted.Of(Bed) is not null, "the adaptation again");
        Assert.Single(agent.KeeperLog.Lines, line => line.Contains("was moved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keeper_CameraMovedWhileNothingIsApplied_PutsTheFramesAsideAllTheSame()
    {
        Adapt();
        BundleAliases.Set(_models, BundleLayout.Champion, 1);
        await using var agent = await Start();
        await Eventually.Holds(() => agent.Observer.All.Count > 0, "a scored frame");

        Move(agent, since: DateTimeOffset.UnixEpoch.AddMinutes(3));

        await Eventually.Holds(() => !Directory.Exists(Folder.Path), "frames put aside");
    }

    [Fact]
    public async Task Keeper_BundleThatIsRefused_CamerasStayFittedToTheOneThatServes()
    {
        Adapt();
        await using var agent = await Start();
        await Eventually.Holds(() => agent.Adapted.Of(Bed) is { Model: "colours/3" }, "the adaptation of version 3");
        foreach (var golden in Directory.GetFiles(Path.Combine(_models, "4", BundleLayout.GoldenFolder)))
        {
            File.WriteAllBytes(golden, []);
        }

        BundleAliases.Set(_models, BundleLayout.Champion, 4);
        await Eventually.Holds(() => agent.Served.Refused is not null, "the refusal");
        Adapt();

        await Eventually.Holds(() => Folder.ReadRecord()!.Model == "colours/3", "the frames fitted to version 3");
        await Eventually.Holds(() => agent.Adapted.Of(Bed)?.FittedAt == Folder.ReadRecord()!.FittedAt, "that in force");
    }

    [Fact]
    public async Task Keeper_RecordThatCannotBeWritten_IsTriedAgainAfterFiveMinutes()
    {
        Adapt();
        var record = Path.Combine(Folder.Path, "adaptation.json");
        File.Delete(record);
        Directory.CreateDirectory(record);
        var start = DateTimeOffset.UnixEpoch.AddDays(1);
        var time = new FakeTimeProvider(start);
        await using var agent = await Start(time: time);
        await Eventually.Holds(() => agent.KeeperLog.Lines.Any(line => line.Contains("goes unadapted", StringComparison.Ordinal)), "the failure told");
        Directory.Delete(record);

        await Eventually.Holds(
            () =>
            {
                time.Advance(AdaptationKeeper.Interval);
                return agent.Adapted.Of(Bed) is not null;
            },
            "the adaptation");

        Assert.InRange(time.GetUtcNow(), start + AdaptationKeeper.RetryInterval, DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task Agent_HearsOfEveryFrameWhereCamerasAreAdaptedAndTheirFramesCollected()
    {
        await using var agent = await Start();

        Assert.Contains(typeof(FrameCollector), agent.Observers);
        Assert.Contains(typeof(MovedCameras), agent.Observers);
        Assert.Contains(typeof(FaultLog), agent.Observers);
        Assert.Contains(typeof(CollectionWriter), agent.HostedServices);
        Assert.Contains(typeof(AdaptationKeeper), agent.HostedServices);
    }

    private void Say(PrinterMonitor monitor, params (PrinterActivity Activity, PrintOutcome? Outcome)[] reports)
    {
        foreach (var (activity, outcome) in reports)
        {
            var now = DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(++_second);
            monitor.OnPrinter(new PrinterReport(new PrinterStatus(activity, "", null, outcome), now, IsFresh: true, null), now);
        }
    }

    private void Damage(Func<string, string> damage)
    {
        var file = Path.Combine(Folder.Path, "adaptation.json");
        File.WriteAllText(file, damage(File.ReadAllText(file)));
    }

    private static string Replaced(string json, Action<JsonNode> change)
    {
        var root = JsonNode.Parse(json)!;
        change(root["adaptation"]!["cluster"]!);
        return root.ToJsonString();
    }

    private ReferenceFolder Folder => ReferenceFolder.Of(_state.Path, Bed);

    private void Adapt()
    {
        for (var i = 0; i < 12; i++)
        {
            Folder.Add(ColourModel.Jpeg(40, 200, 40, width: 64 + i), DateTimeOffset.UnixEpoch.AddMinutes(i));
        }

        using var fitter = new AdaptationFitter(ModelBundle.Read(Path.Combine(_models, "champion")), TimeProvider.System);
        Assert.Null(fitter.Fit(Folder, CameraSettings.Of(Camera))!.Refusal);
    }

    private async Task<double> SpaghettiOfGoodFrames()
    {
        await using var agent = await Start();
        await Eventually.Holds(() => agent.Observer.All.Count > 0, "a scored frame");
        return agent.Observer.All[0].Spaghetti;
    }

    /// <summary>A frame of another place.</summary>
    private static void Move(AgentUnderTest agent, DateTimeOffset since)
    {
        using var frame = CameraFrame.Copy(ColourModel.GoodJpeg(), 1, DateTimeOffset.UnixEpoch, FrameView.Whole);
        agent.Moved.OnScored(new ScoredFrame
        {
            Camera = Bed,
            Frame = frame,
            Model = agent.Served.Model,
            Probabilities = [1, 0, 0, 0],
            Unadapted = [1, 0, 0, 0],
            Embedding = [],
            Heatmap = [],
            HeatmapHeight = 0,
            HeatmapWidth = 0,
            ScoredAt = DateTimeOffset.UnixEpoch,
            Fault = CameraFault.Moved,
            FaultSince = since,
        });
    }

    private async Task<AgentUnderTest> Start(int? rotate = null, PrinterLinkOptions? link = null, TimeProvider? time = null)
    {
        AgentOptions Configure(AgentOptions options) => options with
        {
            StateDirectory = _state.Path,
            Model = options.Model with { Path = Path.Combine(_models, "champion"), WatchInterval = TimeSpan.FromMilliseconds(20) },
            Printers = Farm.Of(Camera with { Rotate = rotate }).ToDictionary(printer => printer.Key, printer => printer.Value with { Link = link }),
        };
        var agent = new AgentUnderTest(Configure, time);
        await agent.StartAsync();
        return agent;
    }
}
