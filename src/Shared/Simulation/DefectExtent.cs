using Defects.Shared.Imaging;

namespace Defects.Shared.Simulation;

/// <summary>What of a failure can be seen in a frame.</summary>
/// <param name="Share">Of the frame's pixels that the failure changes, in [0, 1].</param>
/// <param name="Box">The least box around all of them; null where there are none.</param>
public readonly record struct DefectExtent(double Share, DefectBox? Box);
