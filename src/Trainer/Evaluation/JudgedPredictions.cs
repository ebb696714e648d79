namespace Defects.Trainer.Evaluation;

/// <summary>Predictions and the rule that decides on them. Where several stand beside each other, all frames of a group are in one.</summary>
public sealed record JudgedPredictions(IReadOnlyList<Prediction> Predictions, DecisionRule Rule);
