using Defects.Agent.Adaptation.Collection;
using Defects.Agent.Adaptation;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Monitoring;
using Defects.Agent.Printers;
using Defects.Agent.Tests.Monitoring;
using Defects.Shared.Bundles;

namespace Defects.Agent.Tests.Adaptation.Collection;

/// <summary>
/// One printer with a link and one camera: the real monitor decides, frames go through the real queue to a real disk. The test says what
/// the printer says, and shows frames; each second is the test's.
/// </summary>
internal sealed class CollectingFarm : INewsSink, IPrinterMemories, IDisposable
{
    public static readonly CameraKey Bed = new("ender", "bed");
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _state = new();
    private readonly LiveOptions _live;
    private readonly PrinterMonitors _monitors;
    private readonly CameraDirectory _cameras;
    private readonly CollectionWriter _writer;
    private readonly PendingKeeper _keeper;
    private int _second;

    public CollectingFarm(bool collects = true, CameraOptions? camera = null)
    {
        Model = ModelBundle.Read(Path.Combine(AdaptingModel.WriteTo(_state.Path), "champion")).Manifest.Model;
        var options = new AgentOptions { StateDirectory = _state.Path, Adaptation = new AdaptationOptions { Collect = collects }, Printers = Of(camera ?? Camera) };
        _live = new LiveOptions(options);
        _monitors = new PrinterMonitors(_live, this, this, at => Ulid.NewUlid(at));
        _cameras = new CameraDirectory(_live, new FrameSignal(), TimeProvider.System);
        Collector = new FrameCollector(options, _monitors, Log);
        _writer = new CollectionWriter(options, Collector, _cameras, new ListLogger<CollectionWriter>());
        _keeper = new PendingKeeper(_monitors, Collector, KeeperLog);
    }

    public static CameraOptions Camera => new() { Source = "/dev/video0" };

    public ModelDescription Model { get; set; }

    public FrameCollector Collector { get; }

    public ListLogger<FrameCollector> Log { get; } = new();

    public ListLogger<PendingKeeper> KeeperLog { get; } = new();

    public PrinterMonitor Monitor => _monitors.Find(Bed.Printer)!;

    public ReferenceFolder Reference => ReferenceFolder.Of(_state.Path, Bed);

    public IReadOnlyList<PendingFrames> Pending => PendingFrames.At(Reference);

    public DateTimeOffset Now => Start.AddSeconds(_second);

    public void Begin()
    {
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Printing);
        Say(PrinterActivity.Printing);
    }

    public void Complete()
    {
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
    }

    public void Say(PrinterActivity activity, PrintOutcome? outcome = null)
    {
        _second++;
        Monitor.OnPrinter(new PrinterReport(new PrinterStatus(activity, $"{activity}", null, outcome), Now, IsFresh: true, null), Now);
    }

    public void Do(OperatorCommand command) => Monitor.Do(command, Now);

    /// <summary>A frame each ten seconds.</summary>
    public void Show(int minutes, float spaghetti = 0, CameraFault? fault = null)
    {
        for (var end = _second + 60 * minutes; _second < end;)
        {
            _second += 10;
            ShowOne(spaghetti, fault);
        }
    }

    /// <summary>Writes what is queued, and looks at what waits once, as the agent does every few seconds.</summary>
    /// <returns>Whether the reference has grown.</returns>
    public async Task<bool> SettleAsync()
    {
        await WriteAsync();
        return _keeper.Settle(_cameras.Find(Bed)!, Reference);
    }

    public async Task WriteAsync()
    {
        await _writer.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.Holds(() => Collector.Frames.Count == 0, "frames written");
        await _writer.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Configure(CameraOptions camera) => _live.Replace(_live.Value with { Printers = Of(camera) });

    public void Dispose()
    {
        _writer.Dispose();
        _state.Dispose();
    }

    Task INewsSink.Take(PrinterNews news) => Task.CompletedTask;

    IReadOnlyList<string> IPrinterMemories.Printers => [];

    PrinterMemory IPrinterMemories.Read(string printer) => PrinterMemory.Empty;

    private static Dictionary<string, PrinterOptions> Of(CameraOptions camera) => new()
    {
        [Bed.Printer] = new() { Armed = true, Link = new PrinterLinkOptions { Address = "moonraker://10.0.0.5" }, Cameras = new() { [Bed.Camera] = camera } },
    };

    private void ShowOne(float spaghetti, CameraFault? fault) => SpaghettiFrame.Show(
        (in ScoredFrame frame) =>
        {
            _monitors.OnScored(frame);
            Collector.OnScored(frame);
        },
        spaghetti,
        Now,
        ColourModel.Jpeg(40, 200, 40),
        _cameras.Find(Bed)!.Settings.View,
        Model,
        fault);
}
