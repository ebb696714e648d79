using Defects.Trainer.Augmentation;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Bench.Recipes;

/// <summary>One way to train and to decide.</summary>
/// <param name="Name">As tables show it.</param>
/// <param name="Cell">The folder of its trained networks; recipes that differ in the judgement alone share one.</param>
internal sealed record Recipe(string Name, string Cell, TrainOptions Options, Judgement Judgement)
{
    // The blocks of MobileNetV2 (Sandler et al. 2018, table 2): with all of them frozen only the classifier learns.
    private const int AllBlocks = 19;

    /// <summary>Cross-entropy on the frames as they come, mirrored and cropped: what most people train.</summary>
    /// <param name="defaults">The trainer's, with backbone, epochs and seed.</param>
    public static Recipe Plain(TrainOptions defaults) => new("plain: cross-entropy, natural sampling", "plain", Naturally(defaults), Judgement.Likeliest);

    /// <summary>The trainer's defaults, whole.</summary>
    public static Recipe Full(TrainOptions defaults) => new("+ thresholds = the recipe", "mixing", defaults, Judgement.CalibratedThresholds);

    /// <summary>From plain to full, one part more in each, and after them the rivals.</summary>
    public static IReadOnlyList<Recipe> All(TrainOptions defaults)
    {
        var plain = Plain(defaults);
        var sampled = plain.Options with { Sampling = defaults.Sampling };
        var focal = sampled with { Loss = defaults.Loss };
        var augmented = focal with { Augmentation = defaults.Augmentation with { MixingShare = 0 } };
        return
        [
            plain,
            new("+ sampling", "sampling", sampled, Judgement.Likeliest),
            new("+ focal loss and alpha", "focal", focal, Judgement.Likeliest),
            new("+ augmentation policy", "augmentation", augmented, Judgement.Likeliest),
            new("+ mixing", "mixing", defaults, Judgement.Likeliest),
            new("+ calibration", "mixing", defaults, Judgement.Calibrated),
            Full(defaults),
            Full(defaults) with { Name = "the recipe, warnings at F0.5", Options = defaults with { Calibration = defaults.Calibration with { WarnBeta = 0.5 } } },
            new("+ sampling and augmentation policy", "augmentation_cross_entropy", augmented with { Loss = plain.Options.Loss }, Judgement.Likeliest),
            new("+ sampling, augmentation policy and mixing", "mixing_cross_entropy", defaults with { Loss = plain.Options.Loss }, Judgement.Likeliest),
            Full(defaults) with { Name = "the recipe, e = 0.5", Cell = "mixing_e_0.5", Options = defaults with { Sampling = defaults.Sampling with { EffectiveExponent = 0.5 } } },
            new("Frigate's: frozen backbone, one threshold 0.8", "frozen", plain.Options with { FrozenBlocks = AllBlocks }, Judgement.OneThreshold),
            plain with { Name = "plain + post-hoc logit offset", Judgement = Judgement.PostHocOffset },
            new("balanced softmax, natural sampling", "balanced_softmax", plain.Options with { Loss = plain.Options.Loss with { Kind = LossKind.BalancedSoftmax } }, Judgement.Likeliest),
        ];
    }

    private static TrainOptions Naturally(TrainOptions options) => options with
    {
        Loss = new LossOptions { Kind = LossKind.CrossEntropy, Weights = ClassWeights.None },
        Sampling = new SamplingOptions { InitialExponent = 1, EffectiveExponent = 1 },
        Augmentation = new AugmentationOptions { Policy = AugmentationKind.Plain, MixingShare = 0 },
    };
}
