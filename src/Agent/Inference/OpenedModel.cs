using Defects.Shared.Serving;

namespace Defects.Agent.Inference;

/// <summary>A model that has passed its golden frames on a provider.</summary>
internal sealed record OpenedModel(FrameClassifier Classifier, ProviderChoice Provider) : IDisposable
{
    public void Dispose() => Classifier.Dispose();
}
