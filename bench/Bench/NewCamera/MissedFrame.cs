using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Adaptation;

namespace Defects.Bench.NewCamera;

/// <summary>A failing frame that stays below the threshold of its class though the camera is adapted.</summary>
/// <param name="File">The picture.</param>
/// <param name="Missed">With so many references of the camera.</param>
/// <param name="Tried">Of so many.</param>
internal sealed record MissedFrame(string File, int Missed, int Tried)
{
    /// <summary>The most often missed first.</summary>
    /// <param name="cameras">The same camera with different references.</param>
    public static IReadOnlyList<MissedFrame> Of(ModelDescription model, DefectClass item, AdaptationRule rule, IReadOnlyList<TriedCamera> cameras)
    {
        var (classes, set) = (model.ClassSet(), model.ThresholdOf(item).Set);
        var column = classes.ColumnOf(item);
        var failing = cameras.SelectMany(camera => camera.Frames.Where(frame => frame.Label == item && frame.File is not null)
            .Select(frame => (File: frame.File!, IsMissed: camera.Probabilities(classes, frame, rule)[column] < set)));
        return
        [
            .. failing.GroupBy(frame => frame.File)
                .Select(tries => new MissedFrame(tries.Key, tries.Count(t => t.IsMissed), tries.Count()))
                .Where(frame => frame.Missed > 0)
                .OrderByDescending(frame => frame.Missed).ThenBy(frame => frame.File, StringComparer.Ordinal),
        ];
    }
}
