using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>A step in one alert's life; the steps of one alert share their <see cref="Id"/>.</summary>
internal sealed record AlertEvent : PrinterEvent
{
    public required AlertStage Stage { get; init; }

    /// <summary>Why it is over; null unless it is.</summary>
    public EndReason? Reason { get; init; }

    public required Ulid Id { get; init; }

    public required DefectClass Class { get; init; }

    /// <summary>The camera with the most evidence.</summary>
    public required string Camera { get; init; }

    /// <summary>When the frame was taken that made this step.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>The class's probability on that frame.</summary>
    public required double Probability { get; init; }

    /// <summary>The camera's evidence for the class, 0 to 1.</summary>
    public required double Evidence { get; init; }

    /// <summary>Watched time with evidence at or above the threshold.</summary>
    public required TimeSpan EvidenceTime { get; init; }

    /// <summary>The rule in force.</summary>
    public required AlertRule Rule { get; init; }

    /// <summary>All probabilities of that frame.</summary>
    public required IReadOnlyDictionary<DefectClass, double> Probabilities { get; init; }
}
