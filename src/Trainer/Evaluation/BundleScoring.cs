using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Trainer.Data;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace Defects.Trainer.Evaluation;

/// <summary>
/// Classifies image files as the agent would: the same decoder, resize, runtime and graph. A core has a session of one thread to
/// itself, frame by frame: on two busy cores that scored 1.6 times the frames of one session over both, at batch 1, 8 or 16.
/// </summary>
public sealed class BundleScoring : IDisposable
{
    private readonly IReadOnlyList<FrameClassifier> _classifiers;

    private BundleScoring(IReadOnlyList<FrameClassifier> classifiers) => _classifiers = classifiers;

    public ModelDescription Model => _classifiers[0].Model;

    /// <param name="open">Opens the model with the options it is given.</param>
    public static BundleScoring Open(Func<SessionOptions, FrameClassifier> open)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new BundleScoring([.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => open(options))]);
    }

    /// <summary>Opens a bundle once its golden frames come out right.</summary>
    /// <exception cref="BundleException">A file is damaged, or this machine computes something else.</exception>
    public static BundleScoring Open(ModelBundle bundle) => Open(options => GoldenCheck.Open(bundle, options, maxBatch: 1));

    /// <param name="images">Of classes that the model knows.</param>
    /// <param name="scored">Told after each image, from any thread; null for none.</param>
    /// <returns>In the order of the images.</returns>
    /// <exception cref="InvalidDataException">A file is not the image any more that it was when the data was checked.</exception>
    public IReadOnlyList<Prediction> Score(IReadOnlyList<LabelledImage> images, CancellationToken cancellation, Action? scored = null)
    {
        Cv2.SetNumThreads(1);
        var predictions = new Prediction[images.Count];
        var last = -1;
        Task.WhenAll(_classifiers.Select(classifier => Task.Run(() => ScoreNext(classifier), cancellation))).GetAwaiter().GetResult();
        return predictions;

        void ScoreNext(FrameClassifier classifier)
        {
            for (var i = Interlocked.Increment(ref last); i < images.Count; i = Interlocked.Increment(ref last))
            {
                cancellation.ThrowIfCancellationRequested();
                predictions[i] = new Prediction(images[i], Probabilities(classifier, images[i].Path));
                scored?.Invoke();
            }
        }
    }

    /// <summary>One evaluation for each split, in the order given; rows of classes that the model does not know are left out.</summary>
    public IReadOnlyList<SplitEvaluation> Evaluate(
        Dataset data, IEnumerable<string> splits, int seed, CancellationToken cancellation, Action? scored = null) =>
        [.. splits
            .Select(split => (Name: split, Images: Known(data.Split(split))))
            .Where(split => split.Images.Count > 0)
            .Select(split => SplitEvaluation.Of(split.Name, Score(split.Images, cancellation, scored), Model.ClassSet(), seed, Model.Thresholds))];

    /// <summary>The images of classes that the model knows.</summary>
    public IReadOnlyList<LabelledImage> Known(IEnumerable<LabelledImage> images) => [.. images.Where(i => Model.Classes.Contains(i.Label))];

    /// <summary>The worst mistakes of each split, seen once more by the model that made them.</summary>
    public IReadOnlyList<MistakePicture> Mistakes(IEnumerable<SplitEvaluation> splits) => MistakePicture.Of(_classifiers[0], splits);

    public void Dispose()
    {
        foreach (var classifier in _classifiers)
        {
            classifier.Dispose();
        }
    }

    /// <summary>Decodes a file and fills the classifier's first input with it; the caller disposes the frame.</summary>
    internal static Mat Load(FrameClassifier classifier, string path)
    {
        var frame = FramePreprocessing.TryDecode(File.ReadAllBytes(path))
            ?? throw new InvalidDataException($"{path}: not a complete image; it was one when the data was checked. Start again.");
        FramePreprocessing.Resize(frame, classifier.Input(0), classifier.Model.InputSize, classifier.Model.InputSize);
        return frame;
    }

    private static double[] Probabilities(FrameClassifier classifier, string path)
    {
        using var frame = Load(classifier, path);
        classifier.Run(1);
        return [.. classifier.Probabilities(0)];
    }
}
