using Defects.Agent.Inference;
using Defects.Shared.Adaptation;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using OpenCvSharp;

namespace Defects.Agent.Adaptation;

/// <summary>
/// Whether a failure would still be found once a camera is adapted: piles of simulated spaghetti are laid onto the camera's own good frames.
/// </summary>
internal sealed class FailureCheck : IDisposable
{
    private const int Cutouts = 2;

    /// <summary>Frames that are tried, spread over the reference.</summary>
    private const int MostFrames = 6;

    private static readonly (Point2d Centre, double Width)[] Places = [(new(0.5, 0.55), 0.35), (new(0.35, 0.6), 0.25), (new(0.65, 0.5), 0.3)];

    private readonly IReadOnlyList<FailureCutout> _cutouts = [.. Enumerable.Range(0, Cutouts).Select(number => FailureCutout.Of(DefectClass.Spaghetti, number))];

    /// <param name="frames">The camera's good frames, as the model sees them.</param>
    /// <returns>Null where the model knows no spaghetti.</returns>
    public FoundFailures? Run(FrameClassifier classifier, AdaptationRule rule, CameraAdaptation adaptation, IReadOnlyList<string> frames)
    {
        var classes = classifier.Model.ClassSet();
        if (!classes.Contains(DefectClass.Spaghetti))
        {
            return null;
        }

        var (column, set) = (classes.ColumnOf(DefectClass.Spaghetti), DefaultThresholds.Of(classifier.Model).Single(threshold => threshold.Class == DefectClass.Spaghetti).Set);
        var (before, after, tried) = (0, 0, 0);
        foreach (var file in Spread(frames))
        {
            foreach (var (cutout, (centre, width)) in _cutouts.SelectMany(cutout => Places.Select(place => (cutout, place))))
            {
                using var frame = FrameDecoding.TryDecode(File.ReadAllBytes(file), FrameView.Whole);
                if (frame is null)
                {
                    continue;
                }

                cutout.Paste(frame, centre, width);
                var seen = ReferenceFrame.Of(classifier, frame);
                float[] adapted = [.. seen.Probabilities];
                adaptation.Apply(rule, classes, adapted, [.. seen.Embedding]);
                tried++;
                before += seen.Probabilities[column] >= set ? 1 : 0;
                after += adapted[column] >= set ? 1 : 0;
            }
        }

        return new FoundFailures(tried, before, after);
    }

    public void Dispose()
    {
        foreach (var cutout in _cutouts)
        {
            cutout.Dispose();
        }
    }

    private static IEnumerable<string> Spread(IReadOnlyList<string> frames) =>
        Enumerable.Range(0, Math.Min(MostFrames, frames.Count)).Select(i => frames[i * frames.Count / Math.Min(MostFrames, frames.Count)]);
}
