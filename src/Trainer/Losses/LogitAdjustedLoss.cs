using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Defects.Trainer.Losses;

/// <summary>
/// Logit-adjusted cross-entropy (Menon et al. 2021, equation 10): of the softmax over z + tau log pi. With tau 1 it is balanced
/// softmax; below, the logits keep the frequencies to the power 1 - tau.
/// </summary>
/// <param name="tau">0 (cross-entropy) to 1.</param>
/// <param name="frequencies">pi, float32 [K], of what is drawn; all above 0. Becomes this loss's own.</param>
public sealed class LogitAdjustedLoss(double tau, Tensor frequencies) : TrainingLoss(frequencies)
{
    public override Tensor Of(Tensor logits, Tensor labels) => cross_entropy(logits + tau * PerClass.log(), labels);
}
