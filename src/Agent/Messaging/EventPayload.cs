using Defects.Agent.Alerts;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>On <c>printers/&lt;id&gt;/events</c>: a step in one alert's life.</summary>
internal sealed record EventPayload : Payload
{
    /// <summary><c>begin</c>, <c>update</c> or <c>end</c>.</summary>
    public required AlertStage Type { get; init; }

    /// <summary>A ULID, shared by all events of one alert.</summary>
    public required string EventId { get; init; }

    public required string Printer { get; init; }

    /// <summary>The camera that sees it most plainly.</summary>
    public required string Camera { get; init; }

    public required DefectClass Class { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Calibrated, of the frame that made this step.</summary>
    public required double Probability { get; init; }

    /// <summary>Weighted mean of the probability over the last seconds; compared with <see cref="Threshold"/>.</summary>
    public required double Evidence { get; init; }

    /// <summary>Seconds of watched time with evidence at or above the set threshold.</summary>
    public required double EvidenceS { get; init; }

    public required ThresholdPayload Threshold { get; init; }

    /// <summary>All probabilities of that frame.</summary>
    public required IReadOnlyDictionary<DefectClass, double> Probabilities { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    public required ModelPayload Model { get; init; }

    public required FramePayload Frame { get; init; }

    /// <summary>Why it is over; on <c>end</c> only.</summary>
    public EndReason? Reason { get; init; }

    /// <summary><c>pause</c> where the rule says so and the printer can be spoken to, otherwise <c>none</c>.</summary>
    public string PlannedAction { get; init; } = "none";
}
