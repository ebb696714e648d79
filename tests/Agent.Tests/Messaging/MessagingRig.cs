using Defects.Shared.Imaging;
using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.HardCases;
using Defects.Agent.Inference;
using Defects.Agent.Messaging;
using Defects.Agent.Messaging.Commands;
using Defects.Agent.Messaging.HomeAssistant;
using Defects.Agent.Monitoring;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.HardCases;

namespace Defects.Agent.Tests.Messaging;

/// <summary>All of an agent from the scores on, with a real outbox; the cameras and the model are the test's word.</summary>
internal sealed class MessagingRig : IAgentFigures, ICameraSignals, IServedModel, IFrameRequests, IAsyncDisposable
{
    private readonly Outbox _outbox;
    private readonly StateDatabase _database;
    private readonly NewsOutbox _alerts;
    private readonly MqttService _mqtt;
    private readonly CommandListener _commands;
    private readonly PrinterMonitors _monitors;
    private long _sequence;

    public MessagingRig(int port, string stateDirectory, string node = "box", Func<MqttOptions, MqttOptions>? configure = null, bool homeAssistant = false, string printer = "ender")
    {
        var mqtt = new MqttOptions { Port = port, Timeout = TimeSpan.FromSeconds(5) };
        Options = new AgentOptions
        {
            Node = node,
            StateDirectory = stateDirectory,
            Mqtt = configure?.Invoke(mqtt) ?? mqtt,
            HomeAssistant = new HomeAssistantOptions { Enabled = homeAssistant },
            Printers = new() { [printer] = new() { Cameras = new() { ["bed"] = new() { Interval = TimeSpan.FromSeconds(1) } } } },
        };
        Bus = new MessageBus(BusLog);
        Live = new LiveOptions(Options);
        Topics = new Topics(Options.Mqtt.Root, node);
        Boot = new BootCounter(TimeProvider.System, new ListLogger<BootCounter>()).Next(stateDirectory);
        var stamp = new MessageStamp(Boot, TimeProvider.System);
        _database = new StateDatabase(stateDirectory, TimeProvider.System, new ListLogger<StateDatabase>());
        _outbox = new Outbox(_database, Options.Mqtt.OutboxAge, Options.Mqtt.OutboxBytes, TimeProvider.System, new ListLogger<Outbox>());
        Memories = new PrinterMemories(_database, new ListLogger<PrinterMemories>());
        _alerts = new NewsOutbox(_database, _outbox, Memories, new EventWriter(Topics, stamp, TimeProvider.System), AlertLog);
        _monitors = new PrinterMonitors(Live, _alerts, Memories, at => Ulid.NewUlid(at));
        var farm = new FarmView(_monitors, this, TimeProvider.System);
        var states = new PrinterStates(farm, Memories, Adapted, this, TimeProvider.System);
        _commands = new CommandListener(Bus, Topics, _monitors, this, new CommandLimits(TimeProvider.System), TimeProvider.System, CommandLog);
        var announced = new AnnouncedDevices(stateDirectory, new ListLogger<AnnouncedDevices>());
        var discovery = new HomeAssistantDiscovery(Live, Topics, announced, this, Bus, new Random(1), TimeProvider.System);
        var delivery = new OutboxDelivery(_outbox, Options.Mqtt, TimeProvider.System, DeliveryLog);
        _mqtt = new MqttService(Options, Topics, stamp, _outbox, delivery, states, discovery, Bus, this, TimeProvider.System, Log);
    }

    /// <summary>Never told: nothing here listens.</summary>
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public ModelDescription Model { get; set; } = ModelBundle.Read(ColourModel.Version1).Manifest.Model;

    public CameraAdaptations Adapted { get; } = new();

    public string Folder => throw new NotSupportedException();

    public string Sha256 => throw new NotSupportedException();

    public ProviderChoice Provider => throw new NotSupportedException();

    public ModelRefusal? Refused => null;

    public AgentOptions Options { get; }

    public LiveOptions Live { get; }

    public Topics Topics { get; }

    public long Boot { get; }

    public PrinterMemories Memories { get; }

    public ListLogger<MqttService> Log { get; } = new();

    public ListLogger<OutboxDelivery> DeliveryLog { get; } = new();

    public MessageBus Bus { get; }

    public ListLogger<MessageBus> BusLog { get; } = new();

    public ListLogger<CommandListener> CommandLog { get; } = new();

    public ListLogger<NewsOutbox> AlertLog { get; } = new();

    public ServingPayload Serving => new(new ModelPayload(Model.Name, Model.Version), "cpu", new Dictionary<string, string>(), null);

    /// <summary>The frames that people's commands asked to keep.</summary>
    public List<string> Asked { get; } = [];

    void IFrameRequests.Ask(string printer, HardCaseReason reason, DateTimeOffset now) => Asked.Add($"{printer} {reason}");

    public OutboxPayload Waiting => _outbox.Describe();

    public IReadOnlyDictionary<string, double> Read() => new Dictionary<string, double> { ["frames_scored"] = _sequence };

    public async Task StartAsync()
    {
        await _alerts.StartAsync(TestContext.Current.CancellationToken);
        await _commands.StartAsync(TestContext.Current.CancellationToken);
        await _mqtt.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A minute of spaghetti at a frame a second, given at once: enough for a begin and an update.</summary>
    public void SeeSpaghetti(DateTimeOffset from, byte[]? picture = null)
    {
        for (var second = 0; second <= 60; second++)
        {
            Score(0.95f, from.AddSeconds(second), picture);
        }
    }

    public void Score(float spaghetti, DateTimeOffset at, byte[]? picture = null)
    {
        var probabilities = new float[Model.Classes.Count];
        probabilities[Model.ClassSet().ColumnOf(DefectClass.Spaghetti)] = spaghetti;
        probabilities[Model.ClassSet().ColumnOf(DefectClass.Good)] = 1 - spaghetti;
        using var frame = CameraFrame.Copy(picture ?? ColourModel.SpaghettiJpeg(), ++_sequence, at, FrameView.Whole);
        _monitors.OnScored(new ScoredFrame
        {
            Camera = new CameraKey("ender", "bed"),
            Frame = frame,
            Model = Model,
            Probabilities = probabilities,
            Unadapted = probabilities,
            Embedding = [],
            Heatmap = Enumerable.Repeat(0f, Model.Classes.Count * 4).ToArray(),
            HeatmapHeight = 2,
            HeatmapWidth = 2,
            ScoredAt = TimeProvider.System.GetUtcNow(),
        });
    }

    public CameraSignal Of(CameraKey camera) => new(TimeProvider.System.GetUtcNow(), null);

    public async Task StopAsync(bool noTimeLeft = false)
    {
        var hurry = new CancellationToken(noTimeLeft);
        await _alerts.StopAsync(hurry);
        await _mqtt.StopAsync(hurry);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _alerts.Dispose();
        _mqtt.Dispose();
        _outbox.Dispose();
        _database.Dispose();
    }
}
