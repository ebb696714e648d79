using Defects.Shared.Classes;
using Defects.Trainer.Sampling;
using static TorchSharp.torch;

namespace Defects.Trainer.Losses;

/// <summary>What training minimises, averaged over the batch: the weights have mean 1 over the draws, so no other norm is needed.</summary>
public abstract class TrainingLoss : IDisposable
{
    /// <param name="perClass">float32 [K], one number for each column of the logits; becomes this loss's own.</param>
    protected TrainingLoss(Tensor perClass) => PerClass = perClass.DetachFromDisposeScope();

    protected Tensor PerClass { get; }

    /// <param name="plan">What is drawn; under a schedule, the plan of the epoch.</param>
    /// <param name="classes">The columns of the logits; each is in the plan.</param>
    public static TrainingLoss Create(LossOptions options, SamplingPlan plan, ClassSet classes, Device device)
    {
        return options.Kind switch
        {
            LossKind.Focal => new FocalLoss(options.Gamma, Columns(share => share.Alpha)),
            LossKind.CrossEntropy => new CrossEntropyLoss(Columns(share => share.Alpha)),

            // The frequencies of what is drawn, not of what there is: what sampling has countered must not be countered again.
            LossKind.BalancedSoftmax => new BalancedSoftmaxLoss(Columns(share => share.Draws)),
            LossKind.LogitAdjusted => new LogitAdjustedLoss(options.Tau, Columns(share => (double)share.Draws / plan.DrawsPerEpoch)),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "There is no such loss."),
        };

        Tensor Columns(Func<ClassShare, double> value) => tensor([.. classes.Select(c => (float)value(plan.ShareOf(c)))], device: device);
    }

    /// <param name="logits">float32 [B, K].</param>
    /// <param name="labels">int64 [B], columns of the logits.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Of(Tensor logits, Tensor labels);

    public void Dispose() => PerClass.Dispose();
}
