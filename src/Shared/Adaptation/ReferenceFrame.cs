using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using OpenCvSharp;

namespace Defects.Shared.Adaptation;

/// <summary>What the model, unadapted, makes of a frame that somebody vouches for.</summary>
/// <param name="Probabilities">By output column.</param>
/// <param name="Embedding">The network's last features.</param>
public sealed record ReferenceFrame(IReadOnlyList<float> Probabilities, IReadOnlyList<float> Embedding)
{
    /// <summary>Classifies a decoded frame in the classifier's first slot.</summary>
    public static ReferenceFrame Of(FrameClassifier classifier, Mat frame)
    {
        FramePreprocessing.Resize(frame, classifier.Input(0), classifier.Model.InputSize, classifier.Model.InputSize);
        classifier.Run(1);
        return new ReferenceFrame([.. classifier.Probabilities(0)], [.. classifier.Embedding(0)]);
    }
}
