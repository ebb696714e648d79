using Defects.Shared.Serving;

namespace Defects.Agent.Inference;

/// <summary>A model that has passed its golden frames on a provider, and how frames are best scored with it there.</summary>
internal sealed record OpenedModel(FrameClassifier Classifier, string Folder, string Sha256, ProviderChoice Provider, ScoringPlan Plan) : IDisposable
{
    public void Dispose() => Classifier.Dispose();
}
