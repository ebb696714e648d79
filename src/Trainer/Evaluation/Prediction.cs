using Defects.Trainer.Data;

namespace Defects.Trainer.Evaluation;

/// <summary>An image with the probabilities that a bundle serves for it.</summary>
/// <param name="Probabilities">By output column.</param>
public sealed record Prediction(LabelledImage Image, double[] Probabilities);
