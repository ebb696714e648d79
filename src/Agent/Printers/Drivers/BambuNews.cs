using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What a Bambu printer reports, and its answer to the last pause.</summary>
internal sealed record BambuNews
{
    public static BambuNews Nothing { get; } = new();

    public BambuState State { get; private init; } = BambuState.Nothing;

    /// <summary>The number of the pause that was answered; empty before the first.</summary>
    public string Answered { get; private init; } = "";

    /// <summary>Null where the pause was taken.</summary>
    public string? Refusal { get; private init; }

    public BambuNews Hear(JsonElement report)
    {
        var print = report.At("print");
        if (print.Line("command") != "pause")
        {
            return this with { State = State.Hear(report) };
        }

        // Without a result the printer only repeats what it was told.
        var result = print.Line("result");
        return result.Length == 0 ? this : this with
        {
            Answered = print.Line("sequence_id"),
            Refusal = result.Equals("success", StringComparison.OrdinalIgnoreCase) ? null : print.Line("reason") is { Length: > 0 } reason ? reason : result,
        };
    }
}
