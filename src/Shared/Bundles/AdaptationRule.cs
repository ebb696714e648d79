namespace Defects.Shared.Bundles;

/// <summary>How a camera's good frames correct what the model says of its other frames: learnt across cameras that it was not trained on.</summary>
/// <param name="UsualNovelty">Median novelty of the good frames of prints that are not among the reference.</param>
/// <param name="Classes">One for each defect class that is corrected.</param>
public sealed record AdaptationRule(double UsualNovelty, IReadOnlyList<ClassAdaptation> Classes);
