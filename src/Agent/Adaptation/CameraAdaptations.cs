using System.Collections.Concurrent;
using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Adaptation;

/// <summary>The adaptations that are in force. One that was fitted with another model than the one that scores does nothing. Thread-safe.</summary>
internal sealed class CameraAdaptations : IFrameAdaptation, IAdaptedCameras
{
    private readonly ConcurrentDictionary<CameraKey, AdaptationRecord> _records = new();

    // Of the inference thread alone: who asks for every frame is not to ask for its classes anew.
    private (ModelDescription Model, ClassSet Classes)? _known;

    public AdaptationRecord? Of(CameraKey camera) => _records.GetValueOrDefault(camera);

    public void Set(CameraKey camera, AdaptationRecord record) => _records[camera] = record;

    /// <returns>False where there was none.</returns>
    public bool Drop(CameraKey camera) => _records.TryRemove(camera, out _);

    public void Adapt(CameraKey camera, OpenedModel model, Span<float> probabilities, ReadOnlySpan<float> embedding)
    {
        // The file may name this model and hold numbers of another.
        if (_records.TryGetValue(camera, out var record) && record.Refusal is null && record.ModelSha256 == model.Sha256
            && record.Adaptation.Fits(probabilities.Length, embedding.Length) && model.Classifier.Model is { Adaptation: { } rule } description)
        {
            _known = _known is { } known && ReferenceEquals(known.Model, description) ? _known : (description, description.ClassSet());
            record.Adaptation.Apply(rule, _known.Value.Classes, probabilities, embedding);
        }
    }
}
