using Defects.Trainer.Onnx;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>A piece of a network: a map [B, C, H, W] to another, in TorchSharp and in ONNX.</summary>
public abstract class Block() : nn.Module<Tensor, Tensor>(nameof(Block))
{
    /// <summary>Adds the block to a graph as it computes in evaluation mode.</summary>
    /// <param name="name">The block's place in the network, for example <c>features.0.0</c>: weights are named as in checkpoints.</param>
    /// <param name="input">Name of the value that <c>forward</c> would be given.</param>
    /// <returns>Name of the value that <c>forward</c> would return.</returns>
    public abstract string Emit(GraphBuilder graph, string name, string input);

    // TorchSharp would register each field once more under its C# name; blocks register theirs under the checkpoint's.
    protected sealed override void RegisterComponents()
    {
    }
}
