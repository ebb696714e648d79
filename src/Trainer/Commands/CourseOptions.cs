using System.CommandLine;
using Defects.Trainer.Training;

namespace Defects.Trainer.Commands;

/// <summary>The options that say what is trained, for how long and in which steps.</summary>
internal sealed class CourseOptions(TrainOptions defaults)
{
    private readonly Option<string?> _backbone = new("--backbone") { Description = "ImageNet weights to start from (safetensors)." };
    private readonly Option<string?> _init = new("--init") { Description = $"{TrainingRun.BestWeightsFile} of an earlier run to start from." };
    private readonly Option<string> _architecture = DefaultedOption.With("--architecture", "mobilenet_v2 or mobilenet_v3_small.", defaults.Architecture);
    private readonly Option<int> _size = DefaultedOption.With("--size", "Side of the input, pixels; a multiple of 32.", defaults.InputSize);
    private readonly Option<int> _average = DefaultedOption.With("--average", "Runs from the same weights with other seeds, whose weights are averaged.", defaults.FurtherRuns + 1);
    private readonly Option<int> _folds = DefaultedOption.With("--folds", "Folds for out-of-fold figures, temperature and thresholds; 0 takes the validation split alone.", defaults.Folds);
    private readonly Option<int?> _stations = new("--stations") { Description = $"Simulated printers on which is learnt how cameras adapt; 0 for none. [default: {UnseenStations.Usual} with --folds]" };
    private readonly Option<bool> _unseenSources = DefaultedOption.With("--unseen-sources", "Train without each source as well and report how it does on that one.", defaults.UnseenSources);
    private readonly Option<bool> _learningCurve = DefaultedOption.With("--learning-curve", "Train on parts of the prints as well and forecast what more of them would bring.", defaults.LearningCurve);
    private readonly Option<int> _epochs = DefaultedOption.With("--epochs", "Most epochs.", defaults.Epochs);
    private readonly Option<int> _frozenEpochs = DefaultedOption.With("--frozen-epochs", "Epochs before, in which only the classifier learns.", defaults.FrozenEpochs);
    private readonly Option<int> _classifierEpochs = DefaultedOption.With("--classifier-epochs", "Epochs after, in which the classifier alone learns from balanced draws.", defaults.ClassifierEpochs);
    private readonly Option<int?> _frozenBlocks = new("--frozen-blocks") { Description = "Blocks of the backbone, from the first, that never learn. [default: with --backbone or --init those whose maps have an eighth of the input's side or more]" };
    private readonly Option<int> _patience = DefaultedOption.With("--patience", "Epochs without a better one after which training stops.", defaults.Patience);
    private readonly Option<int> _batch = DefaultedOption.With("--batch", "Images in a step.", defaults.Batch);
    private readonly Option<double> _rate = DefaultedOption.With("--lr", "Peak learning rate of the classifier.", defaults.LearningRate);
    private readonly Option<Precision> _precision = DefaultedOption.With("--precision", "float32, or bfloat16 where the GPU or CPU computes in it.", defaults.Precision);
    private readonly Option<int> _seed = DefaultedOption.With("--seed", "Of weights, order and augmentation.", defaults.Seed);

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _backbone, _init, _architecture, _size, _average, _folds, _stations, _unseenSources, _learningCurve, _epochs, _frozenEpochs, _classifierEpochs, _frozenBlocks, _patience, _batch, _rate, _precision, _seed,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    public TrainOptions Read(ParseResult result) => defaults with
    {
        Backbone = result.GetValue(_backbone),
        Init = result.GetValue(_init),
        Architecture = result.GetValue(_architecture)!,
        InputSize = result.GetValue(_size),
        FurtherRuns = result.GetValue(_average) - 1,
        Folds = result.GetValue(_folds),
        Stations = result.GetValue(_stations),
        UnseenSources = result.GetValue(_unseenSources),
        LearningCurve = result.GetValue(_learningCurve),
        Epochs = result.GetValue(_epochs),
        FrozenEpochs = result.GetValue(_frozenEpochs),
        ClassifierEpochs = result.GetValue(_classifierEpochs),
        FrozenBlocks = result.GetValue(_frozenBlocks),
        Patience = result.GetValue(_patience),
        Batch = result.GetValue(_batch),
        LearningRate = result.GetValue(_rate),
        Precision = result.GetValue(_precision),
        Seed = result.GetValue(_seed),
    };
}
