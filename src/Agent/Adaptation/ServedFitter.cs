using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;

namespace Defects.Agent.Adaptation;

/// <summary>Fits cameras to the bundle that is served, which is opened for the first of them: most of the time there is none to fit.</summary>
internal sealed class ServedFitter(IServedModel served, TimeProvider time) : IDisposable
{
    private AdaptationFitter? _fitter;

    /// <summary>The model that was served when this one was made: one round fits all its cameras to the same.</summary>
    public string Sha256 { get; } = served.Sha256;

    /// <returns>What was written beside the camera's frames; null where there are too few of them.</returns>
    /// <exception cref="BundleException">The bundle on disk is not the one that is served any more, has no rule, or cannot be opened.</exception>
    public AdaptationRecord? Fit(ReferenceFolder folder, CameraSettings settings)
    {
        if (folder.Frames.Count < CameraAdaptation.LeastFrames)
        {
            return null;
        }

        _fitter ??= new AdaptationFitter(Bundle(), time);
        return _fitter.Fit(folder, settings);
    }

    public void Dispose() => _fitter?.Dispose();

    /// <summary>Not what the alias points at, which may have been refused, or be served a moment later.</summary>
    private ModelBundle Bundle()
    {
        var bundle = ModelBundle.Read(served.Folder);
        return bundle.Manifest.ModelSha256 == Sha256
            ? bundle
            : throw new BundleException(
                bundle.Folder, $"model.onnx {bundle.Manifest.ModelSha256}", $"{Sha256}, which is served", "Copy the bundle that is served back, or restart the agent.");
    }
}
