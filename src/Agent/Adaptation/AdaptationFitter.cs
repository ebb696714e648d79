using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Adaptation;

/// <summary>Fits cameras to a bundle, with a session of its own on one thread of the CPU: what serves is left alone. One caller at a time.</summary>
internal sealed class AdaptationFitter : IDisposable
{
    private readonly ModelBundle _bundle;
    private readonly AdaptationRule _rule;
    private readonly FrameClassifier _classifier;
    private readonly FailureCheck _check = new();
    private readonly TimeProvider _time;

    /// <exception cref="BundleException">The bundle has learnt no rule of adaptation, or cannot be opened.</exception>
    public AdaptationFitter(ModelBundle bundle, TimeProvider time)
    {
        (_bundle, _time) = (bundle, time);
        _rule = bundle.Manifest.Model.Adaptation
            ?? throw new BundleException(bundle.Folder, "no rule of adaptation", "a model that was trained with one", "Cameras go unadapted with this model. Serve one that was trained with --folds.");
        using var session = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        _classifier = FrameClassifier.Open(bundle.Onnx, bundle.Folder, session, maxBatch: 1);
    }

    /// <summary>Fits a camera to what its folder holds, and writes what came out beside it.</summary>
    /// <returns>What was written; null where there are too few frames.</returns>
    /// <param name="settings">The camera as it is configured.</param>
    public AdaptationRecord? Fit(ReferenceFolder folder, CameraSettings settings)
    {
        var (frames, files) = Look(folder);
        if (frames.Count < CameraAdaptation.LeastFrames)
        {
            return null;
        }

        var model = _bundle.Manifest.Model;
        var classes = model.ClassSet();
        var adaptation = CameraAdaptation.Of(classes, frames);
        var effects = _rule.Classes.Select(item => new ClassEffect(
            item.Class, adaptation.Margins[classes.ColumnOf(item.Class)], adaptation.Added(_rule, item, classes.ColumnOf(item.Class), _rule.UsualNovelty)));
        var found = _check.Run(_classifier, _rule, adaptation, files);
        var record = new AdaptationRecord(
            _bundle.Manifest.ModelSha256,
            $"{model.Name}/{model.Version}",
            _time.GetUtcNow(),
            ReferenceFolder.TimeOf(files[0])!.Value,
            AdaptationRecord.PlaceOf(settings),
            found?.Refusal(),
            adaptation,
            [.. effects])
        {
            Found = found,
        };
        folder.Write(record);
        return record;
    }

    public void Dispose()
    {
        _check.Dispose();
        _classifier.Dispose();
    }

    /// <summary>
    /// What the model makes of the frames. Files that are no picture any more are passed over, and the same picture twice counts once: a
    /// camera that was frozen has shown one frame.
    /// </summary>
    private (List<ReferenceFrame> Frames, List<string> Files) Look(ReferenceFolder folder)
    {
        List<ReferenceFrame> frames = [];
        List<string> files = [];
        HashSet<string> seen = [];
        foreach (var file in folder.Frames)
        {
            var bytes = File.ReadAllBytes(file);
            using var frame = seen.Add(ModelBundle.Sha256(bytes)) ? FrameDecoding.TryDecode(bytes, FrameView.Whole) : null;
            if (frame is null)
            {
                continue;
            }

            frames.Add(ReferenceFrame.Of(_classifier, frame));
            files.Add(file);
        }

        return (frames, files);
    }
}
