using Defects.Bench.Recipes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Networks;
using Defects.Trainer.Training;

namespace Defects.Bench.Unseen;

/// <summary>What might help with a camera that training never saw, each by itself beside the trainer's defaults.</summary>
internal static class UnseenRecipes
{
    /// <param name="defaults">The trainer's, with backbone, epochs and seed.</param>
    public static IReadOnlyList<UnseenRecipe> All(TrainOptions defaults) =>
    [
        Named("the trainer's defaults", "defaults", defaults),
        Named("plain: cross-entropy, natural sampling, mirrored and cropped", "plain", Recipe.Plain(defaults).Options),
        Named("no mixing", "unmixed", defaults with { Augmentation = defaults.Augmentation with { MixingShare = 0 } }),
        Named("mixing of half of the draws", "mixing_half", defaults with { Augmentation = defaults.Augmentation with { MixingShare = 0.5 } }),
        Named("from farther away", "far", Augmented(defaults, a => a with { FarShare = 0.5 })),
        Named("other viewpoints", "perspective", Augmented(defaults, a => a with { ExtraPerspective = 0.15 })),
        Named("something in the way", "occluders", Augmented(defaults, a => a with { OccluderShare = 0.3 })),
        Named("grey and little light", "light", Augmented(defaults, a => a with { GreyShare = 0.15, DimShare = 0.15 })),
        Named("generalised mean pooling", "pool_mean", defaults with { Pooling = Pooling.GeneralizedMean }),
        Named("log-sum-exp pooling", "pool_maximum", defaults with { Pooling = Pooling.LogSumExp }),
        Named("batch norm measured anew, then frozen", "norm_measured", defaults with { BatchNorm = BatchNormStart.Measured }),
        Named("batch norm trained where blocks learn", "norm_learning", defaults with { BatchNorm = BatchNormStart.TrainedWhereLearning }),
        Named("batch norm trained", "norm_trained", defaults with { BatchNorm = BatchNormStart.Trained }),
        Named("whole backbone moves", "blocks_all", defaults with { FrozenBlocks = 0 }),
        Named("last four blocks move", "blocks_last", defaults with { FrozenBlocks = 15 }),
        Named("simulated frames besides", "simulated", defaults) with { Simulated = true },
        Named("from farther away, simulated frames besides, three runs averaged", "far_average", Augmented(defaults, a => a with { FarShare = 0.5 }) with { FurtherRuns = 2 })
            with { Simulated = true },
        Named("320 px", "size_320", defaults with { InputSize = 320 }),
    ];

    private static TrainOptions Augmented(TrainOptions defaults, Func<AugmentationOptions, AugmentationOptions> with) =>
        defaults with { Augmentation = with(defaults.Augmentation) };

    private static UnseenRecipe Named(string name, string cell, TrainOptions options) => new(new Recipe(name, cell, options, Judgement.CalibratedThresholds));
}
