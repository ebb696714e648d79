using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>A network with the weights of its best epoch, calibrated.</summary>
/// <param name="Network">In evaluation mode, on the CPU.</param>
/// <param name="Epochs">Every epoch that was run.</param>
public sealed record TrainedModel(
    Network Network, ClassSet Classes, SamplingPlan Plan, ModelCalibration Calibration, EpochReport Best, IReadOnlyList<EpochReport> Epochs) : IDisposable
{
    public void Dispose() => Network.Dispose();
}
