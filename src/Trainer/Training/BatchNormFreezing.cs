using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Blocks;

namespace Defects.Trainer.Training;

/// <summary>Which batch norm statistics stay, by the options of a run.</summary>
internal static class BatchNormFreezing
{
    public static void FreezeBatchNorm(this Network network, TrainOptions options)
    {
        foreach (var (name, module) in network.named_modules())
        {
            if (module is BatchNormalization norm)
            {
                norm.Frozen = options.StartsFromWeights && options.BatchNorm switch
                {
                    BatchNormStart.Trained => false,
                    BatchNormStart.TrainedWhereLearning => network.BlockOf(name) < options.FirstLearningBlock,
                    _ => true,
                };
            }
        }
    }
}
