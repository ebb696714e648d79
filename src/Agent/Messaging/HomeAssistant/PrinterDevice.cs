using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Defects.Agent.Configuration;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>One printer in Home Assistant: what is seen of it, whether anybody looks, and what may be done about it.</summary>
internal static class PrinterDevice
{
    /// <summary>Seconds; four states missed.</summary>
    private const int StateExpire = 120;

    private const int SnoozeMinutes = 30;

    private static readonly RangeAttribute ThresholdRange = typeof(AlertRuleOptions).GetProperty(nameof(AlertRuleOptions.Set))!.GetCustomAttribute<RangeAttribute>()!;

    /// <param name="source">The agent's.</param>
    /// <param name="id">The printer's.</param>
    /// <param name="name">What people call it.</param>
    /// <param name="linked">Whether the printer says what it does; only then a print can be called good.</param>
    /// <param name="armed">Whether the agent may pause it; only then there are buttons for that.</param>
    public static DiscoveryDevice Build(DiscoverySource source, string id, string name, bool linked, bool armed)
    {
        var device = source.Names.Printer(id);
        var components = States(source, id).Concat(Buttons(source, id, linked, armed)).Concat(source.Classes.SelectMany(item => OfClass(source, id, item)));
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

    private static IEnumerable<(string Id, DiscoveryComponent Config)> OfClass(DiscoverySource source, string id, DefectClass item)
    {
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
            ValueTemplate = $"{{{{ value_json.classes.get('{item.Name}', {{}}).threshold | default('None') }}}}",
            CommandTopic = source.Topics.Command(id, "threshold"),
            CommandTemplate = $$$$"""{"class":"{{{{item.Name}}}}","set":{{ value }}}""",
            Min = (double)ThresholdRange.Minimum,
            Max = (double)ThresholdRange.Maximum,
            Step = 0.01,
            Mode = "box",
        });
    }

    private static List<string> Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
