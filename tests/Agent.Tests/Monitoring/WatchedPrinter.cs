using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>The monitor of one printer with a real database under it, that can be killed and started again at any moment.</summary>
internal sealed class WatchedPrinter : INewsSink, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StateDatabase _database;
    private readonly PrinterMemories _memories;
    private PrinterOptions _options;
    private int _ids;

    public WatchedPrinter(PrinterOptions options)
    {
        _options = options;
        _database = new StateDatabase(_folder.Path, TimeProvider.System, new ListLogger<StateDatabase>());

        // Only the process is killed here, never the machine: waiting for the disk would prove nothing and take most of the time.
        _database.Execute("PRAGMA synchronous = OFF");
        _memories = new PrinterMemories(_database, Log);
        Monitor = Start();
    }

    public ListLogger<PrinterMemories> Log { get; } = new();

    public PrinterMonitor Monitor { get; private set; }

    /// <summary>All that was ever written.</summary>
    public List<PrinterEvent> Events { get; } = [];

    /// <summary>The next news is lost with the process that was to write it.</summary>
    public bool IsDying { get; set; }

    /// <param name="options">What the configuration says now, where it was changed meanwhile.</param>
    public void Restart(PrinterOptions? options = null)
    {
        IsDying = false;
        _options = options ?? _options;
        Monitor = Start();
    }

    public void Score(float spaghetti, DateTimeOffset at, string camera = "bed", float stringing = 0) =>
        SpaghettiFrame.Show(Monitor.OnScored, spaghetti, at, camera: camera, stringing: stringing);

    Task INewsSink.Take(PrinterNews news)
    {
        if (!IsDying)
        {
            Events.AddRange(news.Events);
            _memories.Save(news.Printer, news.Memory);
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private PrinterMonitor Start() => new PrinterMonitors(new LiveOptions(new AgentOptions { Printers = new() { ["ender"] = _options } }), this, _memories, NewId).Find("ender")!;

    private Ulid NewId(DateTimeOffset at)
    {
        Span<byte> randomness = stackalloc byte[10];
        BitConverter.TryWriteBytes(randomness, ++_ids);
        return Ulid.NewUlid(at, randomness);
    }
}
