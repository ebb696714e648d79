using System.Text.Json.Serialization;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>Everything that a run depends on besides its data; written to <c>config.json</c> of the run.</summary>
public sealed record TrainOptions
{
    public string Architecture { get; init; } = MobileNetV2.Name;

    /// <summary>Side of the square input, pixels; a multiple of 32.</summary>
    public int InputSize { get; init; } = 224;

    /// <summary>ImageNet weights to start from, safetensors; null for random weights.</summary>
    public string? Backbone { get; init; }

    /// <summary>Weights of this project to go on from (a warm start); beats <see cref="Backbone"/>.</summary>
    public string? Init { get; init; }

    /// <summary>Most epochs, 1 or more; an epoch draws as many images as the training split has.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>Epochs before those in which only the classifier learns, 0 or more; only where training starts from weights.</summary>
    public int FrozenEpochs { get; init; }

    /// <summary>Epochs after those in which the classifier alone is trained once more on balanced draws, 0 or more.</summary>
    public int ClassifierEpochs { get; init; }

    /// <summary>
    /// Blocks of the backbone, from the first, that never learn; above 0 only where training starts from weights. Null: there
    /// <see cref="NetworkCatalog.EarlyBlocks"/>, elsewhere none.
    /// </summary>
    public int? FrozenBlocks { get; init; }

    /// <summary>What <see cref="FrozenBlocks"/> comes to.</summary>
    [JsonIgnore]
    public int FirstLearningBlock => FrozenBlocks ?? (StartsFromWeights ? NetworkCatalog.EarlyBlocks(Architecture) : 0);

    /// <summary>How the network pools its last map.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Pooling Pooling { get; init; }

    /// <summary>What becomes of batch norm statistics that come with weights; without weights they are trained.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public BatchNormStart BatchNorm { get; init; }

    /// <summary>How many times more the network is trained, with other seeds, before all are averaged; 0 or more, and 0 without weights to start from.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FurtherRuns { get; init; }

    /// <summary>
    /// Folds over training and validation for out-of-fold figures and calibration, 2 or more; 0 for none. Each costs as much as
    /// the training itself.
    /// </summary>
    public int Folds { get; init; }

    /// <summary>
    /// Simulated printers on which the rule is learnt by which cameras adapt, 0 for none; only with <see cref="Folds"/>, whose networks each
    /// do without some kinds of simulated camera. Null: <see cref="UnseenStations.Usual"/> with folds, else none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Stations { get; init; }

    /// <summary>What <see cref="Stations"/> comes to.</summary>
    [JsonIgnore]
    public int LearntStations => Stations ?? (Folds > 0 ? UnseenStations.Usual : 0);

    /// <summary>Whether to train once without each source as well, to report what the model is worth to a camera that it has never seen; each costs as much as the training itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UnseenSources { get; init; }

    /// <summary>Whether to train on parts of the prints as well, for a forecast of what more of them would bring; 1.75 times the cost of the training.</summary>
    public bool LearningCurve { get; init; }

    public Selection Selection { get; init; } = Selection.Best;

    public Precision Precision { get; init; } = Precision.Float32;

    /// <summary>Epochs without a better one after which training stops.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Images in a step, 1 or more.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Peak learning rate of the classifier; above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Learning rate of the backbone as a share of the classifier's, above 0 to 1: weights that know ImageNet need less change
    /// than a classifier that knows nothing. From random weights everything learns at the full rate.
    /// </summary>
    public double BackboneShare { get; init; } = 0.3;

    /// <summary>Share of all steps over which the learning rate rises to its peak, 0 to below 1.</summary>
    public double WarmUp { get; init; } = 0.08;

    /// <summary>Decoupled weight decay (Loshchilov and Hutter 2019) of convolutions and matrices; biases and norms have none.</summary>
    public double WeightDecay { get; init; } = 0.02;

    /// <summary>Gradients of a larger norm are scaled down to this.</summary>
    public double MaxGradientNorm { get; init; } = 5;

    /// <summary>Of initial weights, order, augmentation and dropout.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Of the initial weights alone, where those are to be another run's; null: <see cref="Seed"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? StartSeed { get; init; }

    public LossOptions Loss { get; init; } = new();

    public SamplingOptions Sampling { get; init; } = new();

    public AugmentationOptions Augmentation { get; init; } = new();

    public CalibrationOptions Calibration { get; init; } = new();

    /// <summary>Whether the weights come from somewhere, with batch norm statistics that a small data set would only spoil.</summary>
    public bool StartsFromWeights => (Backbone ?? Init) is not null;

    /// <summary>One line for each value out of its range.</summary>
    public IEnumerable<string> Problems() => TrainOptionRanges.Problems(this);

    /// <exception cref="DatasetException">A value is out of its range; each is told.</exception>
    public void RequireSound()
    {
        var problems = Problems().ToList();
        if (problems.Count > 0)
        {
            throw new DatasetException(problems);
        }
    }
}
