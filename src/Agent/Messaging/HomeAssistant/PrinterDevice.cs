using System.Text.Json;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;

namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>One printer in Home Assistant: what is seen of it, whether anybody looks, and what may be done about it.</summary>
internal static class PrinterDevice
{
    /// <summary>Seconds; four states missed.</summary>
    private const int StateExpire = 120;

    private const int SnoozeMinutes = 30;

    /// <summary>Of the thresholds that can be set by hand, one from the other.</summary>
    private const int StepsToOne = 100;

    /// <param name="source">The agent's.</param>
    /// <param name="id">The printer's.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="linked">Whether the printer says what it does; only then a print can be called good.</param>
    /// <param name="armed">Whether the agent may pause it; only then there are buttons for that.</param>
    public static DiscoveryDevice Build(DiscoverySource source, string id, string name, bool linked, bool armed)
    {
        var device = source.Names.Printer(id);
        var components = States(source, id).Concat(Buttons(source, id, linked, armed)).Concat(source.Thresholds.SelectMany(shipped => OfClass(source, id, shipped)));
        return new DiscoveryDevice
        {
            Device = new DeviceInfo([device], name, "Watched 3D printer", source.Version, source.Names.Agent),
            Origin = source.Origin,
            Components = components.ToDictionary(component => component.Id, component => component.Config with { UniqueId = $"{device}__{component.Id}" }),
            Availability = [source.Online],
        };
    }

    private static IEnumerable<(string Id, DiscoveryComponent Config)> States(DiscoverySource source, string id)
    {
        DiscoveryComponent State(string platform, string name, string template) => new(platform)
        {
            Name = name,
            StateTopic = source.Topics.State(id),
            ValueTemplate = template,
            ExpireAfter = StateExpire,
        };

        yield return ("monitoring", State("sensor", "Monitoring", "{{ value_json.monitoring }}") with { DeviceClass = "enum", Options = Words<WatchMode>() });
        yield return ("not_watching", State("binary_sensor", "Not watching", "{{ 'ON' if value_json.monitoring == 'blind' else 'OFF' }}") with { DeviceClass = "problem" });
        yield return ("blind_reason", State("sensor", "Blind reason", "{{ value_json.reason | default('none') }}") with
        {
            DeviceClass = "enum",
            Options = ["none", .. Words<BlindReason>()],
            EntityCategory = "diagnostic",
        });

        // Percent of its threshold, of the class that is nearest to it or farthest above it.
        yield return ("risk", State(
            "sensor",
            "Risk",
            "{% set most = namespace(share=none) %}"
            + "{% for item in value_json.classes.values() if item.evidence is defined %}{% set share = item.evidence / item.threshold %}"
            + "{% set most.share = share if most.share is none or share > most.share else most.share %}{% endfor %}"
            + "{{ 'None' if most.share is none else (100 * most.share) | round | int }}") with
        { UnitOfMeasurement = "%", StateClass = "measurement", Icon = "mdi:gauge" });
        yield return ("model", State("sensor", "Model", "{{ value_json.model.name ~ '/' ~ value_json.model.version if value_json.model is defined else 'None' }}") with
        { EntityCategory = "diagnostic" });
        yield return ("alert_image", new("image") { Name = "Last alert", ImageTopic = source.Topics.AlertImage(id), ContentType = "image/jpeg" });
        yield return ("enabled", new("switch")
        {
            Name = "Watch",
            EntityCategory = "config",
            StateTopic = source.Topics.State(id),
            ValueTemplate = "{{ 'OFF' if value_json.monitoring == 'off' else 'ON' }}",
            StateOn = "ON",
            StateOff = "OFF",
            CommandTopic = source.Topics.Command(id, "enable"),
            PayloadOn = """{"enabled":true}""",
            PayloadOff = """{"enabled":false}""",
        });
    }

    private static IEnumerable<(string Id, DiscoveryComponent Config)> Buttons(DiscoverySource source, string id, bool linked, bool armed)
    {
        DiscoveryComponent Button(string name, string command, string payload, string icon) => new("button")
        {
            Name = name,
            CommandTopic = source.Topics.Command(id, command),
            PayloadPress = payload,
            Icon = icon,
        };

        yield return ("ack", Button("Acknowledge", "ack", "{}", "mdi:check"));
        yield return ("false_alarm", Button("False alarm", "false_alarm", "{}", "mdi:thumb-down"));
        yield return ("snooze", Button($"Snooze {SnoozeMinutes} min", "snooze", $$"""{"minutes":{{SnoozeMinutes}}}""", "mdi:bell-sleep"));
        if (linked)
        {
            yield return ("good", Button("Print is good", "good", "{}", "mdi:thumb-up"));
        }

        if (armed)
        {
            yield return ("pause", Button("Pause", "pause", "{}", "mdi:pause"));
            yield return ("veto", Button("Do not pause", "veto", "{}", "mdi:cancel"));
        }
    }

    private static IEnumerable<(string Id, DiscoveryComponent Config)> OfClass(DiscoverySource source, string id, ClassThreshold shipped)
    {
        var item = shipped.Class;
        var (lowest, highest) = (Math.Ceiling(StepsToOne * OperatorDesk.LowestOf(shipped)) / StepsToOne, Math.Floor(StepsToOne * OperatorDesk.HighestOf(shipped)) / StepsToOne);
        yield return (item.Name, new("binary_sensor")
        {
            Name = item.DisplayName,
            DeviceClass = "problem",
            StateTopic = source.Topics.State(id),
            ValueTemplate = $"{{{{ 'ON' if value_json.alerts | selectattr('class', 'eq', '{item.Name}') | list else 'OFF' }}}}",
            ExpireAfter = StateExpire,
        });
        yield return ($"{item.Name}_threshold", new("number")
        {
            Name = $"{item.DisplayName} threshold",
            EntityCategory = "config",
            StateTopic = source.Topics.State(id),

            // What the configuration sets may lie outside, and Home Assistant would log a fault with every state.
            ValueTemplate = FormattableString.Invariant(
                $"{{% set now = value_json.classes.get('{item.Name}', {{}}).threshold | default(0) %}}{{{{ now if {lowest} <= now <= {highest} else 'None' }}}}"),
            CommandTopic = source.Topics.Command(id, "threshold"),
            CommandTemplate = $$$$"""{"class":"{{{{item.Name}}}}","set":{{ value }}}""",
            Min = lowest,
            Max = highest,
            Step = 1.0 / StepsToOne,
            Mode = "box",
        });
    }

    private static List<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
