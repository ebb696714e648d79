using System.Net;
using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What OctoPrint's <c>GET /api/job</c> and <c>GET /api/printer</c> say of a printer.</summary>
internal static class OctoPrintStatus
{
    public const string JobQuestion = "/api/job";
    public const string PrinterQuestion = "/api/printer?exclude=sd";

    /// <param name="job">Of 200.</param>
    /// <param name="printer">Of 200, or of 409: OctoPrint is not connected to the printer.</param>
    /// <exception cref="PrinterException">It is no answer of OctoPrint's.</exception>
    public static PrinterStatus Parse(HostAnswer job, HostAnswer printer)
    {
        var said = job.ReadJson();
        if (said.ValueKind != JsonValueKind.Object)
        {
            throw new PrinterException("the answer is not OctoPrint's: is the address that of its host, with the right port?");
        }

        if (printer.Status == HttpStatusCode.Conflict)
        {
            var word = said.Line("state");
            return new PrinterStatus(IsError(word) ? PrinterActivity.Attention : PrinterActivity.Offline, word.Length > 0 ? word : "not operational");
        }

        var state = printer.ReadJson().At("state");
        var says = state.Line("text") is { Length: > 0 } text ? text : said.Line("state");
        var print = JobOf(said);
        var activity = ActivityOf(says) ?? ActivityOf(state.At("flags")) ?? PrinterActivity.Unknown;
        if (activity == PrinterActivity.Printing && JobFacts.IsHeating(print.Progress, NozzlesOf(printer.ReadJson().At("temperature"))))
        {
            activity = PrinterActivity.Preparing;
        }

        return new PrinterStatus(
            activity, says.Length > 0 ? says : "no state", activity is PrinterActivity.Idle or PrinterActivity.Offline ? null : print, OutcomeOf(says, state.At("flags"), activity, print));
    }

    // What is left of a print that was done is its progress, all of it; that of a cancelled one is taken away.
    private static PrintOutcome? OutcomeOf(string state, JsonElement flags, PrinterActivity activity, PrintJob print) =>
        state == "Cancelling" || flags.Flag("cancelling") ? PrintOutcome.Stopped
        : activity == PrinterActivity.Idle && print.Progress is 1 ? PrintOutcome.Completed
        : null;

    private static PrinterActivity? ActivityOf(string state) => state switch
    {
        "Operational" => PrinterActivity.Idle,

        // Nothing is laid down any more, and somebody wanted it so.
        "Cancelling" => PrinterActivity.Idle,
        "Starting" or "Starting print from SD" => PrinterActivity.Preparing,
        "Printing" or "Printing from SD" or "Resuming" or "Finishing" => PrinterActivity.Printing,
        "Pausing" => PrinterActivity.Pausing,
        "Paused" => PrinterActivity.Paused,
        _ when IsError(state) => PrinterActivity.Attention,
        _ when state.StartsWith("Offline", StringComparison.Ordinal) => PrinterActivity.Offline,
        _ => null,
    };

    // For a state whose text is none of the known ones.
    private static PrinterActivity? ActivityOf(JsonElement flags) =>
        flags.Flag("error") ? PrinterActivity.Attention
        : flags.Flag("closedOrError") ? PrinterActivity.Offline
        : flags.Flag("cancelling") ? PrinterActivity.Idle
        : flags.Flag("pausing") ? PrinterActivity.Pausing
        : flags.Flag("paused") ? PrinterActivity.Paused
        : flags.Flag("printing") || flags.Flag("resuming") || flags.Flag("finishing") ? PrinterActivity.Printing
        : flags.Flag("operational") && flags.Flag("ready") ? PrinterActivity.Idle
        : null;

    // 'Error' is a printer that halted: it stands and wants a person. 'Offline after error' is what switching a printer off looks like.
    private static bool IsError(string state) => state.StartsWith("Error", StringComparison.Ordinal);

    private static PrintJob JobOf(JsonElement said) => new()
    {
        File = JobFacts.FileName(said.Line("job", "file", "name")),
        Progress = JobFacts.Share(said.Number("progress", "completion") / 100),
    };

    private static List<(double Actual, double? Target)> NozzlesOf(JsonElement temperatures) =>
    [
        .. from tool in Enumerable.Range(0, 10).Select(number => temperatures.At($"tool{number}"))
           let actual = tool.Number("actual")
           where actual is not null
           select (actual.Value, tool.Number("target")),
    ];
}
