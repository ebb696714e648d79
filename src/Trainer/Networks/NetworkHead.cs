using static TorchSharp.torch;

namespace Defects.Trainer.Networks;

/// <summary>The output layer of a network, which is the last of its <see cref="Network.HeadParameters"/>.</summary>
public static class NetworkHead
{
    public static int ClassCount(this Network network) => (int)network.HeadParameters.Last().shape[0];

    /// <summary>Sets what the output layer adds to each logit, for example log priors before training (Lin et al. 2017, section 4.1).</summary>
    /// <param name="bias">One value for each output column.</param>
    public static void SetHeadBias(this Network network, IReadOnlyList<float> bias)
    {
        if (bias.Count != network.ClassCount())
        {
            throw new ArgumentException($"{bias.Count} values for the {network.ClassCount()} classes of {network.Architecture}.", nameof(bias));
        }

        using var untracked = no_grad();
        using var values = tensor([.. bias]);
        network.HeadParameters.Last().copy_(values);
    }
}
