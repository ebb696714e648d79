using Defects.Trainer.Calibration;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Evaluation;

/// <summary>What a report tells of how a model came about.</summary>
/// <param name="Sources">Training images by source and licence.</param>
/// <param name="Start">The weights that training began with, or null for random ones.</param>
public sealed record TrainingSummary(
    SamplingPlan Plan, IReadOnlyList<SourceCount> Sources, string? Start, int BestEpoch, int Epochs, ProbabilityQuality Before, ProbabilityQuality After);
