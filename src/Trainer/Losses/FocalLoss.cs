using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Defects.Trainer.Losses;

/// <summary>
/// Focal loss (Lin et al. 2017, section 3) for classes that exclude each other: -alpha_y (1 - p_y)^gamma log p_y, averaged over
/// the batch. p_y comes from the unweighted log-softmax and alpha stays outside the power: weighting inside it would change what
/// counts as hard. With gamma 0 and alpha 1 it is cross-entropy.
/// </summary>
public sealed class FocalLoss
{
    private readonly double _gamma;
    private readonly Tensor _alpha;

    /// <param name="gamma">0, or 1 and more: between them the gradient has no bound at p_y = 1.</param>
    /// <param name="alpha">One weight for each class, float32 [K], of mean 1 over the samples; stays the caller's.</param>
    public FocalLoss(double gamma, Tensor alpha)
    {
        if (gamma is not (0 or >= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "Gamma is 0 or at least 1: between them the gradient is unbounded at p = 1.");
        }

        (_gamma, _alpha) = (gamma, alpha);
    }

    /// <param name="logits">[B, K].</param>
    /// <param name="labels">int64 [B], columns of the logits.</param>
    /// <returns>A scalar.</returns>
    public Tensor Of(Tensor logits, Tensor labels)
    {
        var logP = log_softmax(logits, dim: 1).gather(1, labels.unsqueeze(1)).squeeze(1);
        var hard = _gamma == 0 ? ones_like(logP) : (1 - logP.exp()).pow(_gamma);
        return (_alpha[labels] * hard * -logP).mean();
    }
}
