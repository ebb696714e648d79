using Defects.Trainer.Calibration;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>A trained network, calibrated.</summary>
/// <param name="OutOfFold">How the recipe does on training and validation images that each network had not seen; null without folds.</param>
public sealed record TrainedModel(TrainedNetwork Trained, ModelCalibration Calibration, SplitEvaluation? OutOfFold) : IDisposable
{
    /// <summary>What more data would bring; null where it was not asked for.</summary>
    public LearningCurve? LearningCurve { get; init; }

    public void Dispose() => Trained.Dispose();
}
