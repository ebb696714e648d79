using Defects.Shared.Bundles;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;

namespace Defects.Trainer.Training;

/// <summary>The weights of a network that was kept to be asked again, as an agent would serve them.</summary>
internal static class KeptNetwork
{
    /// <param name="weights">File of a network with the classes of <paramref name="model"/>.</param>
    public static byte[] Export(string weights, ModelDescription model, Pooling pooling)
    {
        using var network = NetworkCatalog.Create(model.Architecture, model.Classes.Count, pooling: pooling);
        NetworkWeights.Load(network, weights);
        network.eval();
        return OnnxExporter.Export(network, model);
    }
}
