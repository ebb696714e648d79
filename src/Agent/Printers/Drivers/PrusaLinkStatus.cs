using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What PrusaLink's <c>GET /api/v1/status</c> and <c>GET /api/v1/job</c> say of a printer.</summary>
internal static class PrusaLinkStatus
{
    public const string Question = "/api/v1/status";
    public const string JobQuestion = "/api/v1/job";

    /// <exception cref="PrinterException">It is no answer of PrusaLink's.</exception>
    public static PrinterStatus Parse(HostAnswer answer)
    {
        var (printer, said) = (answer.ReadJson().At("printer"), answer.ReadJson().At("job"));
        if (printer.ValueKind != JsonValueKind.Object)
        {
            throw new PrinterException("the answer is not PrusaLink's: is the address that of the printer, with the right port?");
        }

        var print = new PrintJob { Id = IdOf(said), Progress = JobFacts.Share(said.Number("progress") / 100) };
        var says = printer.Line("state");
        var activity = ActivityOf(says, print, printer);
        return new PrinterStatus(activity, says.Length > 0 ? says : "no state", activity == PrinterActivity.Idle || print.Id is null ? null : print, OutcomeOf(says));
    }

    /// <summary>The number of a job, of digits alone: it becomes part of an address.</summary>
    public static string? IdOf(JsonElement job) => job.Count("id") is { } id ? $"{id}" : null;

    /// <summary>Puts into a print what its job says of the file.</summary>
    /// <param name="job">The answer of <see cref="JobQuestion"/>; undefined where there is none.</param>
    public static PrintJob Complete(PrintJob print, JsonElement job)
    {
        if (IdOf(job) != print.Id)
        {
            return print;
        }

        var file = job.At("file");
        var name = file.Line("display_name") is { Length: > 0 } shown ? shown : file.Line("name");
        return print with
        {
            File = JobFacts.FileName(name),
            Material = file.Line("meta", "filament_type") is { Length: > 0 } material ? material : null,
        };
    }

    private static PrinterActivity ActivityOf(string state, PrintJob print, JsonElement printer) => state switch
    {
        "IDLE" or "READY" or "FINISHED" or "STOPPED" => PrinterActivity.Idle,
        "PRINTING" => JobFacts.IsHeating(print.Progress, NozzleOf(printer)) ? PrinterActivity.Preparing : PrinterActivity.Printing,
        "PAUSED" => PrinterActivity.Paused,

        // Before the first line of a job; else it may be anything, a filament change in a print as well.
        "BUSY" => print is { Id: not null, Progress: null or 0 } ? PrinterActivity.Preparing : PrinterActivity.Unknown,

        // A dialog, and maybe one that a print goes on behind; after an error the part stands there.
        "ATTENTION" or "ERROR" => PrinterActivity.Attention,
        _ => PrinterActivity.Unknown,
    };

    private static PrintOutcome? OutcomeOf(string state) => state switch
    {
        "FINISHED" => PrintOutcome.Completed,
        "STOPPED" => PrintOutcome.Stopped,
        _ => null,
    };

    private static List<(double Actual, double? Target)> NozzleOf(JsonElement printer) =>
        printer.Number("temp_nozzle") is { } actual ? [(actual, printer.Number("target_nozzle"))] : [];
}
