using Defects.Trainer.Calibration;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Evaluation;

/// <summary>What a report tells of how a model came about.</summary>
/// <param name="Sources">Training images by source and licence.</param>
/// <param name="Start">The weights that training began with, or null for random ones.</param>
/// <param name="CalibratedOn">The images that calibration rests on: the validation split, or those out of fold.</param>
public sealed record TrainingSummary(
    SamplingPlan Plan, IReadOnlyList<SourceCount> Sources, string? Start, int BestEpoch, int Epochs, string CalibratedOn, ModelCalibration Calibration);
