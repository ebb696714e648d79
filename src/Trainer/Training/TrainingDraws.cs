using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>The frames that each epoch draws: which, in what order, how augmented and mixed; all a function of seed and epoch.</summary>
internal sealed class TrainingDraws
{
    private readonly IReadOnlyList<LabelledImage> _images;
    private readonly ClassSet _classes;
    private readonly AugmentationPolicy _augmentation;
    private readonly DefectMixing _mixing;
    private readonly int _seed;

    public TrainingDraws(IReadOnlyList<LabelledImage> images, ClassSet classes, TrainOptions options)
    {
        (_images, _classes, _seed) = (images, classes, options.Seed);
        _augmentation = AugmentationPolicy.For(ClassCount.Of(images), options.Augmentation);
        _mixing = DefectMixing.For(images, options.Augmentation);
    }

    /// <summary>Indices of the images, in order; the classifier's phase walks its own way through them.</summary>
    public int[] Order(CourseEpoch epoch) => EpochOrder.For(
        epoch.Schedule, _images, Seed.Of(_seed, epoch.Phase == TrainingPhase.Classifier ? 1 : 0), epoch.IndexInSchedule, epoch.EpochsInSchedule);

    public IEnumerable<FrameRequest> Requests(CourseEpoch epoch, IEnumerable<int> order) => order.Select((index, draw) =>
    {
        var image = _images[index];
        var seed = Seed.Of(_seed, epoch.Index, draw);
        return _mixing.Apply(new FrameRequest(image.Path, _classes.ColumnOf(image.Label), _augmentation.Of(image.Label), seed), image, seed);
    });

    /// <summary>Shows a few draws of each class, for a person to see whether their labels are still true.</summary>
    public void WriteSheet(string file) => AugmentationSheet.Write(file, _images, _augmentation, _mixing, _seed);
}
