using Defects.Shared.Classes;

namespace Defects.Shared.Bundles;

/// <summary>The operating point of one class, chosen on validation data.</summary>
/// <param name="Class">A defect class of the model.</param>
/// <param name="Set">Calibrated probability from which evidence counts towards an alert, in (0, 1).</param>
/// <param name="Reset">Probability below which an open alert may end, in (0, <paramref name="Set"/>].</param>
/// <param name="Spread">Standard deviation of <paramref name="Set"/> over group bootstraps: how well the data pin it down.</param>
public sealed record ClassThreshold(DefectClass Class, double Set, double Reset, double Spread);
