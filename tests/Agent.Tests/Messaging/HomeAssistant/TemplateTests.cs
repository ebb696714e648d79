using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Defects.Agent.Messaging;
using Defects.Agent.Messaging.HomeAssistant;
using Defects.Agent.Tests.Inference;

namespace Defects.Agent.Tests.Messaging.HomeAssistant;

/// <summary>Each template over what an agent really says, rendered by Jinja2.</summary>
public sealed class TemplateTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("defects-templates-");

    [Fact]
    public async Task Printer_Blind_IsNotWatching_AndNothingElseIsKnown()
    {
        var states = await RunAsync();
        var shown = await ShowAsync(DeviceBuilding.Printer(), states[0]);

        Assert.Equal("blind ON not_scored None None ON", Join(shown, "monitoring", "not_watching", "blind_reason", "risk", "model", "enabled"));
        Assert.Equal("OFF None", Join(shown, "spaghetti", "spaghetti_threshold"));
    }

    [Fact]
    public async Task Printer_WithAnAlert_IsAProblemOfThatClassAlone()
    {
        var states = await RunAsync();
        var shown = await ShowAsync(DeviceBuilding.Printer(), states[^1]);
        using var state = JsonDocument.Parse(states[^1]);
        var spaghetti = state.RootElement.GetProperty("classes").GetProperty("spaghetti");
        var (evidence, threshold) = (spaghetti.GetProperty("evidence").GetDouble(), spaghetti.GetProperty("threshold").GetDouble());

        Assert.Equal("watching OFF none colours/1 ON", Join(shown, "monitoring", "not_watching", "blind_reason", "model", "enabled"));
        Assert.Equal("ON OFF OFF", Join(shown, "spaghetti", "stringing", "under_extrusion"));
        Assert.Equal(threshold, double.Parse(shown["spaghetti_threshold"], CultureInfo.InvariantCulture));
        Assert.InRange(int.Parse(shown["risk"], CultureInfo.InvariantCulture), 100, int.MaxValue);
        Assert.Equal(100 * evidence / threshold, double.Parse(shown["risk"], CultureInfo.InvariantCulture), 0.5);
    }

    [Theory]
    [InlineData("0.4", "0.4")]
    [InlineData("0.8", "0.8")]
    [InlineData("0.81", "None")]
    [InlineData("0.39", "None")]
    public async Task Printer_ThresholdThatNoCommandMaySet_IsUnknown(string threshold, string expected)
    {
        var shown = await ShowAsync(DeviceBuilding.Printer(), $$$"""{"monitoring":"watching","classes":{"spaghetti":{"evidence":0.1,"threshold":{{{threshold}}}}},"alerts":[]}""");

        Assert.Equal(expected, shown["spaghetti_threshold"]);
    }

    [Fact]
    public async Task Printer_TurnedOff_IsNoProblem()
    {
        var shown = await ShowAsync(DeviceBuilding.Printer(), """{"monitoring":"off","classes":{},"alerts":[]}""");

        Assert.Equal("off OFF none OFF", Join(shown, "monitoring", "not_watching", "blind_reason", "enabled"));
    }

    [Theory]
    [InlineData(nameof(AgentState.Online), "ON", "online")]
    [InlineData(nameof(AgentState.Stopping), "OFF", "offline")]
    [InlineData(nameof(AgentState.Offline), "OFF", "offline")]
    public async Task Agent_ItsStatus_IsConnectivityAndAvailability(string state, string connectivity, string availability)
    {
        var stamp = new MessageStamp(1, TimeProvider.System);
        var status = stamp.Write(new StatusPayload { State = Enum.Parse<AgentState>(state), Since = new DateTimeOffset(2026, 11, 23, 21, 18, 40, TimeSpan.Zero).AddTicks(1234567), Version = "0.1.0" });
        var shown = await ShowAsync(DeviceBuilding.Agent(), Encoding.UTF8.GetString(status), DeviceBuilding.Source().Topics.Status);
        var available = await Jinja.RenderAsync([(DeviceBuilding.Source().Online.ValueTemplate, Variables(Encoding.UTF8.GetString(status)))]);

        Assert.Equal($"{connectivity} 0.1.0 2026-11-23T21:18:40+00:00", Join(shown, "connectivity", "version", "last_restart"));
        Assert.Equal([availability], available);
    }

    [Fact]
    public async Task Agent_ItsStats_AreNumbers()
    {
        await using var agent = new AgentUnderTest(options => options with { Printers = new() { ["a"] = new() { Cameras = new() { ["bed"] = new() { Source = ColourModel.Folder } } } } });
        await agent.StartAsync();
        var stats = new StatsPayload { UptimeS = 1, Outbox = new OutboxPayload(3, 4, 5, false), Serving = agent.Figures.Serving, Figures = agent.Figures.Read() };
        var json = Encoding.UTF8.GetString(new MessageStamp(1, TimeProvider.System).Write(stats));
        var shown = await ShowAsync(DeviceBuilding.Agent(), json, DeviceBuilding.Source().Topics.Stats);

        Assert.Equal("1 3 cpu OFF", Join(shown, "cameras", "outbox_waiting", "provider", "model_refused"));
        Assert.InRange(int.Parse(shown["headroom"], CultureInfo.InvariantCulture), 0, 100);
        Assert.InRange(int.Parse(shown["cameras_connected"], CultureInfo.InvariantCulture), 0, 1);
        Assert.Equal("""{"installed_version": "colours/1", "latest_version": "colours/1", "release_summary": ""}""", shown["model"]);

        var refused = json.Replace("serving\":{", """serving":{"refused_model":{"folder":"/srv/models/colours/2","reason":"no \"sha256\""},""");
        shown = await ShowAsync(DeviceBuilding.Agent(), refused, DeviceBuilding.Source().Topics.Stats);
        Assert.Equal("ON", shown["model_refused"]);
        Assert.Equal("""{"installed_version": "colours/1", "latest_version": "colours/2", "release_summary": "no \"sha256\""}""", shown["model"]);
    }

    public void Dispose() => _state.Delete(recursive: true);

    /// <summary>The retained states of a print that fails, first to last.</summary>
    private async Task<IReadOnlyList<string>> RunAsync()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "defects/box/printers/ender/state");
        await using var agent = new MessagingRig(broker.Port, _state.FullName, homeAssistant: true);
        await agent.StartAsync();
        await Eventually.Holds(() => listener.Messages.Count > 0, "the first state");
        agent.SeeSpaghetti(TimeProvider.System.GetUtcNow().AddSeconds(-60));
        await Eventually.Holds(() => listener.Read<PrinterStatePayload>(agent.Topics.State("ender"))[^1].Alerts.Count > 0, "the alert");
        return [.. listener.Messages.Select(message => Encoding.UTF8.GetString(message.Payload.ToArray()))];
    }

    private static async Task<IReadOnlyDictionary<string, string>> ShowAsync(DiscoveryDevice device, string json, string? topic = null)
    {
        var templates = device.Components.Where(component => component.Value.ValueTemplate is not null && (topic is null || component.Value.StateTopic == topic)).ToList();
        var values = await Jinja.RenderAsync(templates.Select(component => (component.Value.ValueTemplate!, Variables(json))));
        var shown = templates.Zip(values).ToDictionary(pair => pair.First.Key, pair => pair.Second);

        // Home Assistant passes over a state that is none of these.
        Assert.All(templates, component => Assert.True(component.Value switch
        {
            { Platform: "binary_sensor" or "switch" } => shown[component.Key] is "ON" or "OFF",
            { Options: { } options } => options.Contains(shown[component.Key]),
            _ => shown[component.Key].Length > 0,
        }, $"{component.Key}: {shown[component.Key]}"));
        return shown;
    }

    private static Dictionary<string, object?> Variables(string json) => new() { ["value_json"] = JsonSerializer.Deserialize<JsonElement>(json) };

    private static string Join(IReadOnlyDictionary<string, string> shown, params string[] names) => string.Join(' ', names.Select(name => shown[name]));
}
