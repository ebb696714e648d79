using Defects.Trainer.Calibration;

namespace Defects.Trainer.Evaluation;

/// <summary>Images whose highest probability lies in one of the bins of the ECE (Guo et al. 2017, section 2).</summary>
/// <param name="Low">Lower edge, part of the bin; the last bin holds 1 as well.</param>
/// <param name="Confidence">Mean of the highest probability.</param>
/// <param name="Accuracy">Share that is right.</param>
/// <param name="Images">Above 0.</param>
public sealed record ReliabilityBin(double Low, double Confidence, double Accuracy, int Images)
{
    /// <summary>The bins that hold an image, from low to high.</summary>
    public static IReadOnlyList<ReliabilityBin> Of(SplitEvaluation split) =>
        [.. split.Predictions
            .Select(p => (Highest: p.Probabilities.Max(), Right: split.Confusion.Classes[p.Probabilities.IndexOf(p.Probabilities.Max())] == p.Image.Label))
            .GroupBy(p => Math.Min(ProbabilityQuality.Bins - 1, (int)(p.Highest * ProbabilityQuality.Bins)))
            .OrderBy(bin => bin.Key)
            .Select(bin => new ReliabilityBin(
                (double)bin.Key / ProbabilityQuality.Bins, bin.Average(p => p.Highest), bin.Average(p => p.Right ? 1.0 : 0.0), bin.Count()))];
}
