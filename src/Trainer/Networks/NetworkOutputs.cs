using static TorchSharp.torch;

namespace Defects.Trainer.Networks;

/// <summary>What every network gives for a batch.</summary>
/// <param name="Logits">[B, K], raw.</param>
/// <param name="Embedding">[B, D], pooled features before the classifier.</param>
/// <param name="Heatmap">[B, K, h, w], the class evidence of each cell; null in training mode, where nothing reads it.</param>
public sealed record NetworkOutputs(Tensor Logits, Tensor Embedding, Tensor? Heatmap);
