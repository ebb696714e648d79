using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Defects.Agent.Devices;
using Defects.Agent.Bus;

namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// Moonraker's own messages, with <c>status_objects</c> in its <c>[mqtt]</c> section, split (<c>publish_split_status</c>) or not. It tells
/// changes only.
/// </summary>
internal sealed record MoonrakerTopics(string Instance) : HostTopics
{
    // Everything else of these objects is of no use to us, and would be kept for whoever can write to the broker.
    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
    [
        "webhooks/state", "webhooks/state_message", "print_stats/state", "print_stats/filename", "print_stats/print_duration", "print_stats/info",
        "virtual_sdcard/progress", "display_status/progress",
    ]);

    private ImmutableDictionary<string, JsonElement> Values { get; init; } = ImmutableDictionary<string, JsonElement>.Empty;

    public override IReadOnlyList<string> Filters => [PresenceTopic, StatusTopic, $"{StateTopic}+/+"];

    public override string PresenceTopic => $"{Instance}/moonraker/status";

    private string StatusTopic => $"{Instance}/klipper/status";

    private string StateTopic => $"{Instance}/klipper/state/";

    public override HostTopics Forget() => this with { Values = Values.Clear() };

    public override PrinterStatus Over(PrinterStatus before)
    {
        if (IsThere is false)
        {
            return new PrinterStatus(PrinterActivity.Offline, "Moonraker is not there");
        }

        var klipper = At("webhooks/state").Line();
        if (klipper is not ("ready" or ""))
        {
            // After a shutdown or an error the part stands half done and somebody has to come. At its start Klipper has no printer yet.
            var why = At("webhooks/state_message").Line();
            return new PrinterStatus(klipper == "startup" ? PrinterActivity.Offline : PrinterActivity.Attention, $"Klipper: {klipper}{(why.Length > 0 ? $" ({why})" : "")}");
        }

        var told = At("print_stats/state").Line();
        var activity = told.Length > 0 ? ActivityOf(told)
            : before.Activity == PrinterActivity.Preparing && At("print_stats/print_duration").Number() > 0 ? PrinterActivity.Printing
            : before.Activity;
        var isOfAPrint = activity is PrinterActivity.Preparing or PrinterActivity.Printing or PrinterActivity.Paused;
        return new PrinterStatus(activity, told.Length > 0 ? told : before.Says, isOfAPrint ? JobOver(before.Job ?? new PrintJob()) : null);
    }

    protected override HostTopics HearPresence(byte[] payload) => Read(payload)?.Text("server") switch
    {
        "online" => this with { IsThere = true },
        "offline" => this with { IsThere = false, Values = Values.Clear() },
        _ => this,
    };

    protected override HostTopics HearState(BusMessage message)
    {
        if (Read(message.Payload) is not { } told)
        {
            return this;
        }

        if (message.Topic.StartsWith(StateTopic, StringComparison.Ordinal))
        {
            return this with { Values = Take(Values, message.Topic[StateTopic.Length..], told.At("value")) };
        }

        var values = Values;
        foreach (var name in Known)
        {
            values = Take(values, name, told.At(["status", .. name.Split('/')]));
        }

        return this with { Values = values };
    }

    private static ImmutableDictionary<string, JsonElement> Take(ImmutableDictionary<string, JsonElement> values, string name, JsonElement value) =>
        Known.Contains(name) && value.ValueKind != JsonValueKind.Undefined ? values.SetItem(name, value.Clone()) : values;

    private static JsonElement? Read(byte[] payload) => JsonMembers.Read(Encoding.UTF8.GetString(payload));

    private JsonElement At(string name) => Values.GetValueOrDefault(name);

    // What was said of a print stays there after its end, until the next one: of these words only 'not printing now' is to be had.
    private PrinterActivity ActivityOf(string word) => word switch
    {
        // Klipper counts from the first extrusion on.
        "printing" => At("print_stats/print_duration").Number() is 0 ? PrinterActivity.Preparing : PrinterActivity.Printing,
        "paused" => PrinterActivity.Paused,
        "standby" or "complete" or "cancelled" or "error" => PrinterActivity.Idle,
        _ => PrinterActivity.Unknown,
    };

    private PrintJob JobOver(PrintJob before)
    {
        var file = At("print_stats/filename").Line() is { Length: > 0 } path ? path[(path.LastIndexOf('/') + 1)..] : before.File;
        var progress = At("virtual_sdcard/progress").Number() ?? At("display_status/progress").Number();
        var info = At("print_stats/info");
        return before with
        {
            // Another file is another print, whose number was not told.
            Id = file == before.File ? before.Id : null,
            File = file,
            Progress = progress is >= 0 and <= 1 ? progress : before.Progress,
            Layer = info.Count("current_layer") is > 0 and { } layer ? layer : before.Layer,
            Layers = info.Count("total_layer") is > 0 and { } layers ? layers : before.Layers,
        };
    }
}
