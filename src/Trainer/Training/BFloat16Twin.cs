using Defects.Trainer.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Defects.Trainer.Training;

/// <summary>
/// A copy of a network that computes in bfloat16 while the weights that learn stay float32: a step is often smaller than what
/// eight bits of mantissa can add to a weight (Micikevicius et al. 2018, section 3.1). The range of bfloat16 is that of float32,
/// so the loss needs no scaling.
/// </summary>
internal sealed class BFloat16Twin : IDisposable
{
    private readonly Network _master;
    private readonly List<(Tensor Master, Tensor Twin)> _weights;
    private readonly List<(Parameter Master, Parameter Twin)> _learning;

    public BFloat16Twin(Network master, Device device)
    {
        _master = master;
        Network = NetworkCatalog.Create(master.Architecture, master.ClassCount(), pooling: master.Pooling);
        Network.to(device);
        Network.to(ScalarType.BFloat16);
        Network.CopyFreezing(master);
        _weights = [.. Pairs(master.state_dict(), Network.state_dict())];
        _learning = [.. master.parameters().Zip(Network.parameters()).Where(pair => pair.First.requires_grad)];
    }

    public Network Network { get; }

    /// <summary>Takes over the master's weights and mode.</summary>
    public void Follow()
    {
        using var untracked = no_grad();
        Network.train(_master.training);
        foreach (var (master, twin) in _weights)
        {
            twin.copy_(master);
        }
    }

    /// <summary>
    /// Gives the gradients of the last backward pass to the master. Running statistics stay behind: they are measured anew on the
    /// master before anything is judged.
    /// </summary>
    public void GiveBack()
    {
        using var untracked = no_grad();
        foreach (var (master, twin) in _learning)
        {
            master.grad = twin.grad!.to(ScalarType.Float32);
            twin.grad = null;
        }
    }

    public void Dispose() => Network.Dispose();

    private static IEnumerable<(Tensor Master, Tensor Twin)> Pairs(Dictionary<string, Tensor> master, Dictionary<string, Tensor> twin) =>
        master.Where(pair => pair.Value.is_floating_point()).Select(pair => (pair.Value, twin[pair.Key]));
}
