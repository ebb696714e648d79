using Defects.Agent.Cameras;

namespace Defects.Agent.Inference;

/// <summary>What a camera's good frames change in the scores of its other frames.</summary>
internal interface IFrameAdaptation
{
    /// <summary>Corrects the probabilities of a frame in place, or leaves them. Called for every frame; allocates nothing.</summary>
    /// <param name="model">What scored it.</param>
    /// <param name="probabilities">By output column.</param>
    void Adapt(CameraKey camera, OpenedModel model, Span<float> probabilities, ReadOnlySpan<float> embedding);
}
