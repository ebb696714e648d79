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
        var klipper = objects.Line("webhooks", "state");
        if (klipper is not ("ready" or ""))
        {
            // After a shutdown or an error the part stands half done and somebody has to come. At its start Klipper has no printer yet.
            var why = objects.Line("webhooks", "state_message");
            return new PrinterStatus(
                klipper == "startup" ? PrinterActivity.Offline : PrinterActivity.Attention, $"Klipper: {klipper}{(why.Length > 0 ? $" ({why})" : "")}");
        }

        var stats = objects.At("print_stats");
        var state = stats.Line("state");
        var activity = ActivityOf(state, stats);
        return new PrinterStatus(activity, state.Length > 0 ? state : "no state", IsOfAPrint(activity) ? JobOf(objects) : null);
    }

    /// <exception cref="PrinterException">It is no answer of Moonraker's.</exception>
    public static JsonElement ObjectsOf(HostAnswer answer) => answer.ReadJson().At("result", "status") is { ValueKind: JsonValueKind.Object } objects
        ? objects
        : throw new PrinterException("the answer is not Moonraker's: is the address that of its host, with the right port?");

    // What was said of a print stays there after its end, until the next one: of these words only 'not printing now' is to be had.
    private static PrinterActivity ActivityOf(string word, JsonElement stats) => word switch
    {
        // Klipper counts from the first extrusion on.
        "printing" => stats.Number("print_duration") is 0 ? PrinterActivity.Preparing : PrinterActivity.Printing,
        "paused" => PrinterActivity.Paused,
        "standby" or "complete" or "cancelled" or "error" => PrinterActivity.Idle,
        _ => PrinterActivity.Unknown,
    };

    private static bool IsOfAPrint(PrinterActivity activity) => activity is PrinterActivity.Preparing or PrinterActivity.Printing or PrinterActivity.Paused;

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
