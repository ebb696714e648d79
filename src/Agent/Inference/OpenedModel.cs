using Defects.Shared.Serving;

namespace Defects.Agent.Inference;

/// <summary>A model that has passed its golden frames on a provider.</summary>
/// <param name="BatchSize">Frames of a run from which more gain nothing here.</param>
internal sealed record OpenedModel(FrameClassifier Classifier, ProviderChoice Provider, int BatchSize) : IDisposable
{
    public void Dispose() => Classifier.Dispose();
}
