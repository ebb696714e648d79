using System.Net;
using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What Moonraker's <c>GET /printer/objects/query</c> says of a printer.</summary>
internal static class MoonrakerStatus
{
    public const string Question = "/printer/objects/query?webhooks&print_stats&virtual_sdcard&display_status";

    /// <param name="answer">Of 200, or of 503: Moonraker is there and Klipper is not.</param>
    /// <exception cref="PrinterException">It is no answer of Moonraker's.</exception>
    public static PrinterStatus Parse(HostAnswer answer)
    {
        if (answer.Status == HttpStatusCode.ServiceUnavailable)
        {
            return new PrinterStatus(PrinterActivity.Offline, answer.Complaint is { Length: > 0 } word ? word : "Klipper is not connected");
        }

        var objects = ObjectsOf(answer);
        if (KlipperWords.Unready(objects.Line("webhooks", "state"), objects.Line("webhooks", "state_message")) is { } unready)
        {
            return unready;
        }

        var stats = objects.At("print_stats");
        var state = stats.Line("state");
        var activity = KlipperWords.ActivityOf(state, stats.Number("print_duration"));
        return new PrinterStatus(activity, state.Length > 0 ? state : "no state", KlipperWords.HasJob(activity) ? JobOf(objects) : null, KlipperWords.OutcomeOf(state));
    }

    /// <exception cref="PrinterException">It is no answer of Moonraker's.</exception>
    public static JsonElement ObjectsOf(HostAnswer answer) => answer.ReadJson().At("result", "status") is { ValueKind: JsonValueKind.Object } objects
        ? objects
        : throw new PrinterException("the answer is not Moonraker's: is the address that of its host, with the right port?");

    private static PrintJob JobOf(JsonElement objects)
    {
        var info = objects.At("print_stats", "info");
        return new PrintJob
        {
            File = JobFacts.FileName(objects.Line("print_stats", "filename")),
            Progress = JobFacts.Share(objects.Number("virtual_sdcard", "progress") ?? objects.Number("display_status", "progress")),
            Layer = JobFacts.Positive(info.Count("current_layer")),
            Layers = JobFacts.Positive(info.Count("total_layer")),
        };
    }
}
