using System.Text;
using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Messaging;
using Defects.Agent.Messaging.HomeAssistant;
using Defects.Shared.Bundles;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging.HomeAssistant;

/// <summary>When Home Assistant's coming up is answered, by a clock and a draw that the test holds.</summary>
public sealed class BirthTests : IMessageBus, IServedModel, IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-birth-");
    private readonly FakeTimeProvider _time = new();
    private readonly LiveOptions _options;
    private readonly HomeAssistantDiscovery _discovery;
    private Action<BusMessage>? _hear;

    public BirthTests()
    {
        _options = new LiveOptions(new AgentOptions { Node = "box", StateDirectory = _state.FullName, HomeAssistant = new() { Enabled = true } });
        var announced = new AnnouncedDevices(_state.FullName, new ListLogger<AnnouncedDevices>());
        _discovery = new HomeAssistantDiscovery(_options, new Topics("defects", "box"), announced, this, this, new Half(), _time);
    }

    event Action? IServedModel.Changed
    {
        add { }
        remove { }
    }

    bool IMessageBus.IsConnected => true;

    ModelDescription IServedModel.Model { get; } = ModelBundle.Read(ColourModel.Version1).Manifest.Model;

    string IServedModel.Folder => throw new NotSupportedException();

    string IServedModel.Sha256 => throw new NotSupportedException();

    ProviderChoice IServedModel.Provider => throw new NotSupportedException();

    ModelRefusal? IServedModel.Refused => null;

    [Fact]
    public void Online_IsAnsweredOnce_AfterTheDrawnPartOfFiveSeconds()
    {
        Assert.Single(_discovery.Due());
        Say("online");
        _time.Advance(TimeSpan.FromSeconds(2.4));
        Assert.Empty(_discovery.Due());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Single(_discovery.Due());
        Assert.Empty(_discovery.Due());
    }

    [Theory]
    [InlineData("offline", false)]
    [InlineData("online", true)]
    [InlineData("{\"state\":\"online\"}", false)]
    public void Anything_Else_IsNotAnswered(string payload, bool retained)
    {
        Assert.Single(_discovery.Due());
        Say(payload, retained);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_discovery.Due());
    }

    [Fact]
    public void Announcement_NotTaken_IsDueAgain_OnTheNextConnection()
    {
        Assert.NotNull(_discovery.Due().First());
        _discovery.Forget();
        Assert.Single(_discovery.Due());
        _options.Replace(_options.Value with { HomeAssistant = new HomeAssistantOptions() });
        Assert.NotNull(_discovery.Due().First());
        _discovery.Forget();

        Assert.Null(Assert.Single(_discovery.Due()).Device);
        Assert.Empty(_discovery.Due());
        Assert.Null(_hear);
    }

    IDisposable IMessageBus.Subscribe(string filter, Action<BusMessage> hear, bool tellsRetained)
    {
        Assert.Equal("homeassistant/status", filter);
        _hear = hear;
        return new Registration(() => _hear = null);
    }

    Task IMessageBus.PublishAsync(string topic, byte[] payload, CancellationToken cancel) => throw new NotSupportedException();

    public void Dispose() => _state.Delete(recursive: true);

    private void Say(string payload, bool retained = false) => _hear!(new BusMessage("homeassistant/status", Encoding.UTF8.GetBytes(payload), retained));

    private sealed class Half : Random
    {
        public Half()
            : base(0)
        {
        }

        public override double NextDouble() => 0.5;
    }

    private sealed class Registration(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
