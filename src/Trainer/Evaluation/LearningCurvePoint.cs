using Defects.Shared.Classes;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Evaluation;

/// <summary>A model trained on a share of the groups, measured on images that no run was trained on.</summary>
/// <param name="Share">Of the training groups, above 0, at most 1.</param>
/// <param name="Training">What it was trained on.</param>
/// <param name="MacroF1">With its 95 % interval.</param>
/// <param name="Recalls">Of each class present in the images measured.</param>
public sealed record LearningCurvePoint(
    double Share, IReadOnlyList<ClassCount> Training, MeasuredFigure MacroF1, IReadOnlyDictionary<DefectClass, MeasuredFigure> Recalls)
{
    /// <summary>Takes the figures at the likeliest class out of an evaluation.</summary>
    public static LearningCurvePoint Of(double share, IReadOnlyList<ClassCount> training, SplitEvaluation evaluation) => new(
        share,
        training,
        new MeasuredFigure(evaluation.Scores.MacroF1, evaluation.Intervals["macro_f1"], evaluation.Scores.Images),
        evaluation.Scores.Classes.ToDictionary(c => c.Class, c => new MeasuredFigure(c.Recall, evaluation.Intervals[$"{c.Class}.recall"], c.Support)));
}
