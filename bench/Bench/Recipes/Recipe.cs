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

    private static readonly LossOptions CrossEntropy = new() { Kind = LossKind.CrossEntropy, Weights = ClassWeights.None };
    private static readonly LossOptions Focal = new() { Kind = LossKind.Focal, Weights = ClassWeights.InverseFrequency };

    /// <summary>Cross-entropy on the frames as they come, mirrored and cropped: what most people train.</summary>
    /// <param name="defaults">The trainer's, with backbone, epochs and seed.</param>
    public static Recipe Plain(TrainOptions defaults) => new("plain: cross-entropy, natural sampling", "plain", Naturally(defaults), Judgement.Likeliest);

    /// <summary>The trainer's defaults, whole.</summary>
    public static Recipe Full(TrainOptions defaults) => new("+ thresholds = the recipe", "mixing_cross_entropy", defaults, Judgement.CalibratedThresholds);

    /// <summary>From plain to full, one part more in each; after them what was put beside it.</summary>
    public static IReadOnlyList<Recipe> All(TrainOptions defaults)
    {
        var plain = Plain(defaults);
        var full = Full(defaults);
        var sampled = plain.Options with { Sampling = defaults.Sampling };
        var unmixed = new AugmentationOptions { MixingShare = 0 };
        return
        [
            plain,
            new("+ sampling", "sampling", sampled, Judgement.Likeliest),
            new("+ augmentation policy", "augmentation_cross_entropy", sampled with { Augmentation = unmixed }, Judgement.Likeliest),
            full with { Name = "+ mixing", Judgement = Judgement.Likeliest },
            full with { Name = "+ calibration", Judgement = Judgement.Calibrated },
            full,
            full with { Name = "the recipe, warnings at F0.5", Options = defaults with { Calibration = defaults.Calibration with { WarnBeta = 0.5 } } },
            new("sampling, focal loss and alpha (e = 0.25)", "focal", sampled with { Loss = Focal }, Judgement.Likeliest),
            plain with { Name = "plain + post-hoc logit offset", Judgement = Judgement.PostHocOffset },
            new("Frigate's: frozen backbone, one threshold 0.8", "frozen", plain.Options with { FrozenBlocks = AllBlocks }, Judgement.OneThreshold),
        ];
    }

    private static TrainOptions Naturally(TrainOptions options) => options with
    {
        Loss = CrossEntropy,
        Sampling = new SamplingOptions { InitialExponent = 1, EffectiveExponent = 1 },
        Augmentation = new AugmentationOptions { Policy = AugmentationKind.Plain, MixingShare = 0 },
    };
}
