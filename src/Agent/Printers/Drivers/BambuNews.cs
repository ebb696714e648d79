using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What a Bambu printer reports, and its answer to the last pause.</summary>
internal sealed record BambuNews
{
    public static BambuNews Nothing { get; } = new();

    public BambuState State { get; private init; } = BambuState.Nothing;

    /// <summary>How many reports of the state there were. Other messages do not show that the printer would tell a change.</summary>
    public int Reports { get; private init; }

    /// <summary>The number of the pause that was answered; empty before the first.</summary>
    public string Answered { get; private init; } = "";

    /// <summary>Null where the pause was taken.</summary>
    public string? Refusal { get; private init; }

    public BambuNews Hear(JsonElement report)
    {
        var print = report.At("print");
        if (print.Line("command") != "pause")
        {
            var state = State.Hear(report);
            return ReferenceEquals(state, State) ? this : this with { State = state, Reports = Reports + 1 };
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
