using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;
using Defects.Agent.Printers;
using Defects.Shared.Adaptation;
using Defects.Shared.Classes;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging;

public sealed class PrinterStatesTests : ICameraSignals, IAgentFigures, INewsSink, IPrinterMemories, IDisposable
{
    private readonly SettableClock _time = new();
    private readonly TemporaryFolder _folder = new();
    private readonly StateDatabase _database;
    private readonly PrinterStates _states;
    private readonly LiveOptions _live;
    private readonly CameraAdaptations _adapted = new();
    private DateTimeOffset? _lastFrame;

    public PrinterStatesTests()
    {
        var options = new AgentOptions { Printers = new() { ["a"] = new() { Cameras = new() { ["bed"] = new() } }, ["b"] = new() { Cameras = new() { ["bed"] = new() } } } };
        _live = new LiveOptions(options);
        var monitors = new PrinterMonitors(_live, this, this, at => Ulid.NewUlid(at));
        _database = new StateDatabase(_folder.Path, _time, new ListLogger<StateDatabase>());
        _states = new PrinterStates(new FarmView(monitors, this, _time), new PrinterMemories(_database, new ListLogger<PrinterMemories>()), _adapted, this, _time);
    }

    ServingPayload IAgentFigures.Serving => new(new ModelPayload("colours", 1), "cpu", new Dictionary<string, string>(), null);

    [Fact]
    public void Due_NothingChanges_TellsEveryPrinterAtFirstAndEveryThirtySeconds()
    {
        Assert.Equal(["a", "b"], Due());
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(Due());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "b"], Due());
    }

    [Fact]
    public void Due_CameraAdapted_IsToldAtOnceWithWhatItChanges()
    {
        Due();
        var cluster = EmbeddingCluster.Of([[1f], [2f], [3f]]);
        _adapted.Set(new CameraKey("a", "bed"), new AdaptationRecord(
            "00", "defects/3", _time.GetUtcNow(), _time.GetUtcNow(), "place", null, new CameraAdaptation([0, -8], cluster, 1, 17), [new ClassEffect(DefectClass.Spaghetti, -8, 2.5)]));

        var told = Assert.Single(_states.Due());

        var adaptation = told.Cameras["bed"].Adaptation!;
        Assert.Equal((17, "defects/3", 2.5), (adaptation.Frames, adaptation.Model, adaptation.Added[DefectClass.Spaghetti]));
        Assert.Null(adaptation.Refused);
        Assert.Empty(_states.Due());
    }

    [Fact]
    public void Due_CameraAddedLater_IsBlindSinceThen()
    {
        var started = _time.GetUtcNow();
        Due();
        _time.Advance(TimeSpan.FromDays(3));
        _live.Replace(_live.Value with { Printers = new(_live.Value.Printers) { ["c"] = new() { Cameras = new() { ["bed"] = new() } } } });

        Assert.Equal([started, started, _time.GetUtcNow()], _states.Due().Select(state => state.Since));
    }

    [Fact]
    public void Due_ClockSetBack_StaysFreshAllTheSame()
    {
        Due();
        _time.SetBack = TimeSpan.FromHours(1);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(["a", "b"], Due());
    }

    [Fact]
    public void Due_CameraBeginsToDeliver_TellsThatPrinterAtOnce()
    {
        Due();
        _lastFrame = _time.GetUtcNow();

        var state = Assert.Single(_states.Due());
        Assert.Equal(("a", WatchMode.Blind, BlindReason.NotScored), (state.Printer, state.Monitoring, state.Reason));
        Assert.Empty(Due());
    }

    [Fact]
    public void Due_PrinterTurnedOffAndTakenOut_IsToldOffAndThenGone()
    {
        Due();
        var off = _live.Value.Printers["a"] with { Enabled = false };
        _live.Replace(_live.Value with { Printers = new() { ["a"] = off, ["b"] = _live.Value.Printers["b"] } });

        var state = Assert.Single(_states.Due());
        Assert.Equal(("a", WatchMode.Off, (BlindReason?)null, _time.GetUtcNow()), (state.Printer, state.Monitoring, state.Reason, state.Since));
        Assert.Empty(_states.Gone());

        _live.Replace(_live.Value with { Printers = new() { ["b"] = _live.Value.Printers["b"] } });
        Assert.Equal(["a"], _states.Gone());
        _states.Forget();
        Assert.Equal(["a"], _states.Gone());
        _states.Cleared("a");
        Assert.Empty(_states.Gone());
    }

    [Fact]
    public void Forget_AfterAReconnect_TellsAllAgain()
    {
        Due();
        _states.Forget();

        Assert.Equal(["a", "b"], Due());
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    CameraSignal ICameraSignals.Of(CameraKey camera) => new(camera.Printer == "a" ? _lastFrame : null, null);

    IReadOnlyDictionary<string, double> IAgentFigures.Read() => new Dictionary<string, double>();

    Task INewsSink.Take(PrinterNews news) => Task.CompletedTask;

    IReadOnlyList<string> IPrinterMemories.Printers => [];

    PrinterMemory IPrinterMemories.Read(string printer) => PrinterMemory.Empty;

    /// <summary>Its time of day can be set back, as by a time server; what it has measured goes on.</summary>
    private sealed class SettableClock : FakeTimeProvider
    {
        public TimeSpan SetBack { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - SetBack;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }

    private List<string> Due() => [.. _states.Due().Select(state => state.Printer)];
}
