using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Defects.Trainer.Losses;

/// <summary>
/// Balanced softmax (Ren et al. 2020, section 3.1): cross-entropy of p_j ~ n_j exp z_j. The counts explain the imbalance, so that the
/// logits need not: they come out as of classes equally frequent.
/// </summary>
/// <param name="counts">n, float32 [K], of what is drawn; all above 0. Becomes this loss's own.</param>
public sealed class BalancedSoftmaxLoss(Tensor counts) : TrainingLoss(counts)
{
    public override Tensor Of(Tensor logits, Tensor labels) => cross_entropy(logits + PerClass.log(), labels);
}
