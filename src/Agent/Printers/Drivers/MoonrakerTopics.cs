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

        if (KlipperWords.Unready(At("webhooks/state").Line(), At("webhooks/state_message").Line()) is { } unready)
        {
            return unready;
        }

        var told = At("print_stats/state").Line();
        var duration = At("print_stats/print_duration").Number();
        var activity = told.Length > 0 ? KlipperWords.ActivityOf(told, duration)
            : before.Activity == PrinterActivity.Preparing && duration > 0 ? PrinterActivity.Printing
            : before.Activity;
        return new PrinterStatus(
            activity,
            told.Length > 0 ? told : before.Says,
            KlipperWords.HasJob(activity) ? JobOver(before.Job ?? new PrintJob()) : null,
            told.Length > 0 ? KlipperWords.OutcomeOf(told) : before.Outcome);
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

    private PrintJob JobOver(PrintJob before)
    {
        var file = JobFacts.FileName(At("print_stats/filename").Line()) ?? before.File;
        var info = At("print_stats/info");

        // Another file is another print, of which nothing was told yet.
        var job = file == before.File ? before : new PrintJob();
        return job with
        {
            File = file,
            Progress = JobFacts.Share(At("virtual_sdcard/progress").Number() ?? At("display_status/progress").Number()) ?? job.Progress,
            Layer = JobFacts.Positive(info.Count("current_layer")) ?? job.Layer,
            Layers = JobFacts.Positive(info.Count("total_layer")) ?? job.Layers,
        };
    }
}
