using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>A network with the weights of its best epoch.</summary>
/// <param name="Network">In evaluation mode, on the CPU.</param>
/// <param name="Plan">Of that epoch: what the weights are fitted to.</param>
/// <param name="Epochs">Every epoch that was run.</param>
public sealed record TrainedNetwork(Network Network, ClassSet Classes, SamplingPlan Plan, EpochReport Best, IReadOnlyList<EpochReport> Epochs) : IDisposable
{
    /// <summary>How many runs' weights these are the average of.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Moves the logits of every picture by a number for each class.</summary>
    public void AddToLogits(IReadOnlyList<double> shift)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        Network.HeadParameters.Last().add_(tensor(shift.Select(s => (float)s).ToArray()));
    }

    public void Dispose() => Network.Dispose();
}
