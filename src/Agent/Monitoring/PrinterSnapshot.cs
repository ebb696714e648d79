using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>One printer at one moment: whether it is watched, and what is seen.</summary>
internal sealed record PrinterSnapshot(string Id, string Name, Watch Watch, IReadOnlyList<CameraSnapshot> Cameras, PrinterReading Reading)
{
    /// <summary>The printer itself is asked.</summary>
    public required bool IsLinked { get; init; }

    /// <summary>Alerts may pause it.</summary>
    public required bool IsArmed { get; init; }
}
