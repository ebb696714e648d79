using Defects.Shared.Classes;

namespace Defects.Trainer.Evaluation;

/// <summary>One class in one set of images.</summary>
/// <param name="Precision">TP / (TP + FP), 0 where nothing was predicted.</param>
/// <param name="Recall">TP / (TP + FN).</param>
/// <param name="F1">2 TP / (2 TP + FP + FN).</param>
/// <param name="Support">Images that show it, above 0.</param>
public sealed record ClassScores(DefectClass Class, double Precision, double Recall, double F1, int Support)
{
    public static ClassScores Of(int truePositives, int falsePositives, int falseNegatives, DefectClass item) => new(
        item,
        truePositives == 0 ? 0 : (double)truePositives / (truePositives + falsePositives),
        truePositives == 0 ? 0 : (double)truePositives / (truePositives + falseNegatives),
        truePositives == 0 ? 0 : 2.0 * truePositives / (2 * truePositives + falsePositives + falseNegatives),
        truePositives + falseNegatives);
}
