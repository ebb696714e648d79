namespace Defects.Trainer.Networks;

/// <summary>Keeps a network in evaluation mode without gradients until disposed, then puts it back to the mode it had.</summary>
public sealed class EvaluationMode : IDisposable
{
    private readonly Network _network;
    private readonly bool _wasTraining;
    private readonly IDisposable _untracked;

    public EvaluationMode(Network network)
    {
        (_network, _wasTraining) = (network, network.training);
        network.eval();
        _untracked = TorchSharp.torch.no_grad();
    }

    public void Dispose()
    {
        _untracked.Dispose();
        _network.train(_wasTraining);
    }
}
