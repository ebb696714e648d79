using Defects.Agent.Alerts;

namespace Defects.Agent.Monitoring;

/// <summary>What one step of a printer's watch came to.</summary>
/// <param name="After">The watch from now on.</param>
/// <param name="Events">What others are to hear, in their order.</param>
internal sealed record WatchStep(PrinterWatch After, IReadOnlyList<PrinterEvent> Events)
{
    /// <summary>What is remembered must reach the disk though nothing is told.</summary>
    public bool MustBeKept { get; init; }

    public static WatchStep To(PrinterWatch after) => new(after, []);
}
