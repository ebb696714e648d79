using Defects.Trainer.Calibration;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>A trained network, calibrated.</summary>
/// <param name="OutOfFold">How the recipe does on training and validation images that each network had not seen; null without folds.</param>
public sealed record TrainedModel(TrainedNetwork Trained, ModelCalibration Calibration, SplitEvaluation? OutOfFold) : IDisposable
{
    public void Dispose() => Trained.Dispose();
}
