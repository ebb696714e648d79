using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Trainer.Adaptation;

/// <summary>A camera that the model was not trained on, with frames of which the truth is known.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Adaptation">Fitted to good frames of other prints than those of <paramref name="Frames"/>.</param>
/// <param name="Frames">Good ones and failing ones.</param>
public sealed record TriedCamera(string Name, CameraAdaptation Adaptation, IReadOnlyList<TriedFrame> Frames)
{
    public static TriedCamera Of(string name, ClassSet classes, IReadOnlyList<ReferenceFrame> reference, IReadOnlyList<TriedFrame> frames) =>
        new(name, CameraAdaptation.Of(classes, reference), frames);

    /// <summary>How probable the classes are in one of the frames, by output column.</summary>
    /// <param name="rule">Null: as the model comes.</param>
    public float[] Probabilities(ClassSet classes, TriedFrame frame, AdaptationRule? rule)
    {
        float[] probabilities = [.. frame.Scored.Probabilities];
        if (rule is not null)
        {
            Adaptation.Apply(rule, classes, probabilities, [.. frame.Scored.Embedding]);
        }

        return probabilities;
    }
}
