using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Trainer.Data;

namespace Defects.Trainer.Evaluation;

/// <summary>Classifies image files as the agent would: the same decoder, resize, runtime and graph.</summary>
public static class BundleScoring
{
    /// <param name="images">Of classes that the model knows.</param>
    public static IReadOnlyList<Prediction> Score(FrameClassifier classifier, IReadOnlyList<LabelledImage> images, CancellationToken cancellation)
    {
        var predictions = new List<Prediction>(images.Count);
        foreach (var image in images)
        {
            cancellation.ThrowIfCancellationRequested();
            using var frame = FramePreprocessing.TryDecode(File.ReadAllBytes(image.Path))
                ?? throw new InvalidDataException($"{image.Path}: not a complete image; it was one when the data was checked. Start again.");
            FramePreprocessing.Resize(frame, classifier.Input(0), classifier.Model.InputSize, classifier.Model.InputSize);
            classifier.Run(1);
            double[] probabilities = [.. classifier.Probabilities(0)];
            predictions.Add(new Prediction(image, probabilities));
        }

        return predictions;
    }

    /// <summary>One evaluation for each split, in the order given; rows of classes that the model does not know are left out.</summary>
    public static IReadOnlyList<SplitEvaluation> Evaluate(
        FrameClassifier classifier, Dataset data, IEnumerable<string> splits, int seed, CancellationToken cancellation)
    {
        var classes = classifier.Model.ClassSet();
        return [.. splits
            .Select(split => (Name: split, Images: data.Split(split).Where(i => classes.Contains(i.Label)).ToList()))
            .Where(split => split.Images.Count > 0)
            .Select(split => SplitEvaluation.Of(split.Name, Score(classifier, split.Images, cancellation), classes, seed))];
    }
}
