using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Defects.Trainer.Losses;

/// <summary>
/// Cross-entropy with a weight for each class: the mean of -alpha_y log p_y. Not divided by the weights of the batch, as PyTorch's
/// weighted mean is: that would make an image count for less wherever rarer ones are beside it.
/// </summary>
/// <param name="alpha">float32 [K], of mean 1 over the draws; becomes this loss's own.</param>
public sealed class CrossEntropyLoss(Tensor alpha) : TrainingLoss(alpha)
{
    public override Tensor Of(Tensor logits, Tensor labels) =>
        (PerClass[labels] * cross_entropy(logits, labels, reduction: nn.Reduction.None)).mean();
}
