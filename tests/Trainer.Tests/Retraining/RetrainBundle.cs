using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Networks;
using Defects.Trainer.Training;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Retraining;

/// <summary>A bundle that gives every picture the same logits; of the four classes in the order of their ids.</summary>
internal static class RetrainBundle
{
    public static ModelBundle Write(string modelFolder, int version, IReadOnlyList<float> logits, double spaghettiFrom, TrainingRecipe? recipe = null)
    {
        using var network = TestNetworks.Create(MobileNetV3Small.Name);
        using (no_grad())
        {
            network.HeadParameters.Reverse().ElementAt(1).zero_();
            network.SetHeadBias([.. logits]);
        }

        var plain = TestNetworks.Describe(MobileNetV3Small.Name, 64, version) with
        {
            Temperature = 1,
            PriorOffset = TestNetworks.Classes.ToDictionary(item => item, _ => 0.0),
            Thresholds = [.. TestNetworks.Classes.Where(item => item.IsDefect).Select(item =>
                item == DefectClass.Spaghetti ? new ClassThreshold(item, spaghettiFrom, spaghettiFrom / 2, 0) : new ClassThreshold(item, 0.9, 0.5, 0))],
        };
        return ModelBundle.Read(BundleExport.Write(network, plain, GoldenFrames.Of(TestNetworks.Classes), modelFolder, report => recipe?.Write(report)));
    }
}
