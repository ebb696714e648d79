using System.Text;
using System.Text.Json;
using Defects.Agent.Devices;
using Defects.Agent.Bus;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What OctoPrint's MQTT plugin tells: events as they come, and the progress of a print.</summary>
/// <param name="Base">The plugin's base topic, without a slash at its end.</param>
internal sealed record OctoPrintTopics(string Base) : HostTopics
{
    private PrinterActivity? Activity { get; init; }

    private string Says { get; init; } = "";

    private string? File { get; init; }

    private double? Progress { get; init; }

    /// <summary>Of the last print, until the next one.</summary>
    private PrintOutcome? Outcome { get; init; }

    public override IReadOnlyList<string> Filters => [PresenceTopic, ProgressTopic, $"{EventTopic}+"];

    public override string PresenceTopic => $"{Base}/mqtt";

    private string ProgressTopic => $"{Base}/progress/printing";

    private string EventTopic => $"{Base}/event/";

    public override HostTopics Forget() => this with { Activity = null, Says = "", File = null, Progress = null, Outcome = null };

    public override PrinterStatus Over(PrinterStatus before)
    {
        if (IsThere is false)
        {
            return new PrinterStatus(PrinterActivity.Offline, "OctoPrint is not there");
        }

        var activity = Activity ?? before.Activity;

        // Another file is another print, of which nothing was told yet.
        var job = before.Job is { } known && (File is null || File == known.File) ? known : new PrintJob();
        return new PrinterStatus(
            activity,
            Activity is null ? before.Says : Says,
            activity is PrinterActivity.Idle or PrinterActivity.Offline ? null : job with
            {
                File = File ?? job.File,
                Progress = Progress ?? job.Progress,
            },
            activity != PrinterActivity.Idle ? null : Activity is null ? before.Outcome : Outcome);
    }

    protected override HostTopics HearPresence(byte[] payload) => Encoding.UTF8.GetString(payload) switch
    {
        "connected" => this with { IsThere = true },
        "disconnected" => (OctoPrintTopics)Forget() with { IsThere = false },
        _ => this,
    };

    protected override HostTopics HearState(BusMessage message)
    {
        if (JsonMembers.Read(Encoding.UTF8.GetString(message.Payload)) is not { } told)
        {
            return this;
        }

        return message.Topic == ProgressTopic ? HearProgress(told, message.Retained) : HearEvent(message.Topic[EventTopic.Length..], told);
    }

    private OctoPrintTopics HearProgress(JsonElement told, bool retained)
    {
        var percent = told.Number("progress") is >= 0 and <= 100 and { } known ? known : (double?)null;
        var next = this with { File = FileOf(told) ?? File, Progress = percent / 100 ?? Progress };

        // Nothing is told of a beginning that was before us; but only a print that runs makes headway. 0 is told of a chosen file, too.
        return Activity is null && !retained && percent is > 0 and < 100 ? next with { Activity = PrinterActivity.Printing, Says = "Printing" } : next;
    }

    private OctoPrintTopics HearEvent(string name, JsonElement told) => name switch
    {
        "PrinterStateChanged" when told.Line("state_id") is { Length: > 0 } state =>
            this with
            {
                Activity = ActivityOf(state),
                Says = told.Line("state_string") is { Length: > 0 } words ? words : state,
                Outcome = state is "STARTING" or "PRINTING" ? null : state == "CANCELLING" ? PrintOutcome.Stopped : Outcome,
            },
        "PrintStarted" => this with { Activity = PrinterActivity.Printing, Says = name, File = FileOf(told), Progress = 0, Outcome = null },
        "PrintResumed" => this with { Activity = PrinterActivity.Printing, Says = name },
        "PrintPaused" => this with { Activity = PrinterActivity.Paused, Says = name },
        "PrintDone" => this with { Activity = PrinterActivity.Idle, Says = name, Outcome = PrintOutcome.Completed },
        "PrintCancelled" or "PrintFailed" => this with { Activity = PrinterActivity.Idle, Says = name, Outcome = PrintOutcome.Stopped },
        "Disconnected" => this with { Activity = PrinterActivity.Offline, Says = name },
        _ => this,
    };

    private static PrinterActivity ActivityOf(string state) => state switch
    {
        // Nothing is laid down any more once a print is being cancelled, and somebody wanted it so.
        "OPERATIONAL" or "CANCELLING" => PrinterActivity.Idle,
        "STARTING" => PrinterActivity.Preparing,
        "PRINTING" or "RESUMING" or "FINISHING" => PrinterActivity.Printing,
        "PAUSING" => PrinterActivity.Pausing,
        "PAUSED" => PrinterActivity.Paused,

        // A printer that halted stands and wants a person; what ends up closed was switched off.
        "ERROR" => PrinterActivity.Attention,
        "OFFLINE" or "CLOSED" or "CLOSED_WITH_ERROR" or "NONE" => PrinterActivity.Offline,
        _ => PrinterActivity.Unknown,
    };

    private static string? FileOf(JsonElement told) => told.Line("path") is { Length: > 0 } path ? path[(path.LastIndexOf('/') + 1)..] : null;
}
