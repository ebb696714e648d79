using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

/// <summary>A network that says the same of every picture: what a run makes of it can be worked out by hand.</summary>
internal static class ConstantNetwork
{
    /// <summary>Takes it as its start and learns nothing: the steps are too small to change a float.</summary>
    public static TrainOptions Options(string file, params float[] logits)
    {
        using var untracked = no_grad();
        using var network = NetworkCatalog.Create(MobileNetV3Small.Name, logits.Length);
        network.HeadParameters.Reverse().ElementAt(1).zero_();
        network.SetHeadBias(logits);
        NetworkWeights.Save(network, file);
        return new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Batch = 8, LearningRate = 1e-30, Init = file };
    }
}
