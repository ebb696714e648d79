using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>Retained on <c>printers/&lt;id&gt;/state</c>.</summary>
internal sealed record PrinterStatePayload : Payload
{
    public required string Printer { get; init; }

    public required string Name { get; init; }

    /// <summary><c>watching</c>, <c>blind</c>, <c>idle</c> or <c>off</c>.</summary>
    public required WatchMode Monitoring { get; init; }

    /// <summary>Why blind; absent while watching.</summary>
    public BlindReason? Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>By class; empty until a frame was scored.</summary>
    public required IReadOnlyDictionary<DefectClass, ClassPayload> Classes { get; init; }

    /// <summary>Alerts that have begun and not ended.</summary>
    public required IReadOnlyList<OpenAlertPayload> Alerts { get; init; }

    public required IReadOnlyDictionary<string, CameraPayload> Cameras { get; init; }

    /// <summary>What the printer says of itself; absent where it is not asked.</summary>
    public PrinterPayload? Self { get; init; }

    public required ActionStatePayload Action { get; init; }

    /// <summary>The model that scored the last frame.</summary>
    public ModelPayload? Model { get; init; }

    /// <summary>What the model runs on: tensorrt, cuda or cpu.</summary>
    public string? Provider { get; init; }

    /// <summary>When the newest frame of any camera arrived.</summary>
    public DateTimeOffset? LastFrameAt { get; init; }
}
