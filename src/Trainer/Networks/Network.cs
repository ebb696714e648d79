using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks;

/// <summary>
/// A classifier from camera frames to class evidence. <see cref="forward"/> and <see cref="Emit"/> stand side by side in every
/// network and block, so that the exported graph cannot drift from what was trained.
/// </summary>
public abstract class Network(string architecture) : nn.Module<Tensor, NetworkOutputs>(architecture)
{
    /// <summary>The name in bundles and on the command line, for example <c>mobilenet_v2</c>.</summary>
    public string Architecture { get; } = architecture;

    public abstract Pooling Pooling { get; }

    public abstract int EmbeddingLength { get; }

    /// <summary>Blocks of the backbone, one after another.</summary>
    public abstract int BlockCount { get; }

    /// <summary>Which of them a parameter belongs to, from 0; <see cref="BlockCount"/> for the head.</summary>
    /// <param name="parameter">Its name in <c>named_parameters()</c>.</param>
    public abstract int BlockOf(string parameter);

    /// <summary>The parameters of the classifier itself; all others are the backbone.</summary>
    public abstract IEnumerable<TorchSharp.Modules.Parameter> HeadParameters { get; }

    /// <param name="frames">uint8 [B, H, W, 3], BGR, as <see cref="Shared.Imaging.FramePreprocessing"/> leaves them.</param>
    public abstract override NetworkOutputs forward(Tensor frames);

    /// <summary>Adds this network to an ONNX graph.</summary>
    /// <param name="frames">Name of the uint8 [batch, H, W, 3] value.</param>
    /// <returns>Names of the three values that <see cref="forward"/> returns.</returns>
    public abstract (string Logits, string Embedding, string Heatmap) Emit(GraphBuilder graph, string frames);
}
