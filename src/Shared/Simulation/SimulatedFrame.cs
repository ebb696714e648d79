using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Shared.Simulation;

/// <summary>One frame of a simulated print with its ground truth.</summary>
/// <param name="Time">Print time.</param>
/// <param name="Label">What the frame shows: the print's failure from its onset on, good before.</param>
/// <param name="Jpeg">640 x 480, as the simulated camera encodes it.</param>
public sealed record SimulatedFrame(TimeSpan Time, DefectClass Label, byte[] Jpeg)
{
    /// <summary>Where the failure shows; null where nothing does or nobody looked.</summary>
    public DefectBox? Box { get; init; }
}
