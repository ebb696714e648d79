using Defects.Shared.Classes;

namespace Defects.Shared.Bundles;

/// <summary>
/// How far one class follows a camera's good frames. What is added to its log-odds, log p/(1 - p), is
/// <c>offset - shift margin + novelty (n - usual_novelty)</c>, held between <c>lowest</c> and <c>highest</c>, where <c>margin</c> is the median
/// of its log-odds among the camera's good frames and <c>n</c> the novelty of the frame at hand.
/// </summary>
/// <param name="Class">A defect class of the model.</param>
/// <param name="Offset">For a camera whose good frames have margin 0, and a frame of usual novelty.</param>
/// <param name="Shift">0 to 1: cameras keep their differences, or lose all of them.</param>
/// <param name="Novelty">0 or more: what a frame that is unlike the good ones adds.</param>
/// <param name="Lowest"><see cref="LeastLowest"/> to 0: no camera talks more than this out of a failure.</param>
/// <param name="Highest">0 to <see cref="MostHighest"/>.</param>
public sealed record ClassAdaptation(DefectClass Class, double Offset, double Shift, double Novelty, double Lowest, double Highest)
{
    /// <summary>No bundle may bring a rule that lowers log-odds by more: a frame that exceeds the threshold's by 2 is above it on every camera.</summary>
    public const double LeastLowest = -2;

    /// <summary>The scores of a camera may lie this much too low.</summary>
    public const double MostHighest = 6;
}
