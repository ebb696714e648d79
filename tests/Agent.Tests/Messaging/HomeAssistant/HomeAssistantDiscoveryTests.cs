using System.Buffers;
using System.Text.Json;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging.HomeAssistant;
using Defects.Shared.Classes;
using MQTTnet;

namespace Defects.Agent.Tests.Messaging.HomeAssistant;

/// <summary>Through a real mosquitto, with the test in Home Assistant's place.</summary>
public sealed class HomeAssistantDiscoveryTests : IDisposable
{
    private const string Agent = "homeassistant/device/defects__box/config";
    private const string Ender = "homeassistant/device/defects__box__ender/config";

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-discovery-");

    [Fact]
    public async Task Connected_AnnouncesRetained_TheAgentBeforeItsPrinters()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "homeassistant/#");
        await using var agent = await StartAsync(broker);
        await Eventually.Holds(() => listener.Messages.Count == 2, "both devices");
        await using var late = await MqttListener.StartAsync(broker.Port, "homeassistant/#");
        await Eventually.Holds(() => late.Messages.Count == 2, "both retained");

        Assert.Equal([Agent, Ender], listener.Messages.Select(message => message.Topic));
        Assert.Equal(["spaghetti", "stringing", "under_extrusion"], Classes(listener.On(Ender)[0]));
    }

    [Fact]
    public async Task NotAskedFor_AnnouncesNothing()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        await using var agent = await StartAsync(broker, enabled: false);
        agent.SeeSpaghetti(TimeProvider.System.GetUtcNow());
        await Eventually.Holds(() => listener.On(agent.Topics.Events("ender")).Count > 0, "what comes after the announcements");

        Assert.DoesNotContain(listener.Messages, message => message.Topic.StartsWith("homeassistant", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HomeAssistantComesUp_AllIsAnnouncedAgain_AndNotWhenItGoes()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "homeassistant/device/#");
        await using var sender = await MqttSender.StartAsync(broker.Port);
        await using var agent = await StartAsync(broker);
        await Eventually.Holds(() => listener.Messages.Count == 2, "announced at connect");
        await sender.SendAsync("homeassistant/status", "offline");
        await sender.SendAsync("homeassistant/status", "online");
        await Eventually.Holds(() => listener.Messages.Count >= 4, "announced again");

        Assert.Equal([Agent, Ender, Agent, Ender], listener.Messages.Select(message => message.Topic));
    }

    [Fact]
    public async Task PrinterAddedAndTakenOut_IsAnnouncedAndTakenAway_AndNoOtherToldAgain()
    {
        const string added = "homeassistant/device/defects__box__a_5fb/config";
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "homeassistant/#");
        await using var agent = await StartAsync(broker);
        await Eventually.Holds(() => listener.Messages.Count == 2, "both devices");
        var before = agent.Live.Value;
        agent.Live.Replace(before with { Printers = new() { ["ender"] = before.Printers["ender"], ["a_b"] = before.Printers["ender"] } });
        await Eventually.Holds(() => listener.On(added).Count == 1, "the new one");
        agent.Live.Replace(before);
        await Eventually.Holds(() => listener.On(added).Count == 2, "and its end");

        Assert.True(listener.On(added)[1].Payload.IsEmpty);
        Assert.Equal(4, listener.Messages.Count);
        await using var late = await MqttListener.StartAsync(broker.Port, "homeassistant/#");
        await Eventually.Holds(() => late.Messages.Count >= 2, "what is retained");
        Assert.Equal([Agent, Ender], late.Messages.Select(message => message.Topic).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TurnedOff_WhileItRunsOrWhileItDoesNot_AllIsTakenAway()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "homeassistant/#");
        await using (var agent = await StartAsync(broker))
        {
            await Eventually.Holds(() => listener.Messages.Count == 2, "both devices");
            agent.Live.Replace(agent.Live.Value with { HomeAssistant = new HomeAssistantOptions() });
            await Eventually.Holds(() => Empty(listener) == 2, "both taken away");
        }

        await using (var agent = await StartAsync(broker))
        {
            await Eventually.Holds(() => listener.Messages.Count == 6, "both again");
        }

        await using var off = await StartAsync(broker, enabled: false);
        await Eventually.Holds(() => Empty(listener) == 4, "both taken away by the next start");
    }

    [Fact]
    public async Task ModelWithFewerClasses_AfterARestart_TakesTheirEntitiesAway()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, Ender);
        await using (var agent = await StartAsync(broker))
        {
            await Eventually.Holds(() => listener.Messages.Count == 1, "all classes");
        }

        await using var next = Rig(broker);
        next.Model = next.Model with { Thresholds = [next.Model.ThresholdOf(DefectClass.Spaghetti)] };
        await next.StartAsync();
        await Eventually.Holds(() => listener.Messages.Count == 2, "fewer classes");

        Assert.Equal(["spaghetti"], Classes(listener.Messages[1]));
        using var json = JsonDocument.Parse(listener.Messages[1].Payload.ToArray());
        Assert.Equal("""{"platform":"binary_sensor"}""", json.RootElement.GetProperty("components").GetProperty("stringing").GetRawText());
    }

    [Fact]
    public void Announced_FileIsDamaged_StartsAnewAndSaysSo()
    {
        File.WriteAllText(Path.Combine(_state.FullName, AnnouncedDevices.File), "{\"half");
        var log = new ListLogger<AnnouncedDevices>();
        var announced = new AnnouncedDevices(_state.FullName, log);
        announced.Remember(new Announcement("topic", DeviceBuilding.Printer()));

        Assert.Contains("cannot be read", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.Equal("sensor", new AnnouncedDevices(_state.FullName, log).ByTopic["topic"]["risk"]);
    }

    public void Dispose() => _state.Delete(recursive: true);

    private MessagingRig Rig(Mosquitto broker, bool enabled = true) => new(broker.Port, _state.FullName, homeAssistant: enabled);

    private async Task<MessagingRig> StartAsync(Mosquitto broker, bool enabled = true)
    {
        var agent = Rig(broker, enabled);
        await agent.StartAsync();
        return agent;
    }

    private static int Empty(MqttListener listener) => listener.Messages.Count(message => message.Payload.IsEmpty);

    private static IEnumerable<string> Classes(MqttApplicationMessage message)
    {
        using var json = JsonDocument.Parse(message.Payload.ToArray());
        var components = json.RootElement.GetProperty("components").EnumerateObject().Where(component => component.Value.TryGetProperty("unique_id", out _));
        return [.. components.Select(component => component.Name).Where(name => DefectClass.TryFromName(name, out _)).Order(StringComparer.Ordinal)];
    }
}
