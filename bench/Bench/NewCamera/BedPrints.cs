using Defects.Shared.Adaptation;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Data;

namespace Defects.Bench.NewCamera;

/// <summary>The bed camera adapted to each of its good prints in turn, tried on all its other prints.</summary>
internal static class BedPrints
{
    /// <summary>One camera for each good print.</summary>
    /// <param name="poison">So many frames of the reference are failing ones that nobody noticed; those are not tried.</param>
    public static IReadOnlyList<TriedCamera> Score(FrameClassifier classifier, IReadOnlyList<LabelledImage> images, int poison = 0)
    {
        var scored = images.Select(image => (Image: image, Scored: StationScoring.Look(classifier, File.ReadAllBytes(image.Path)))).ToList();
        var classes = classifier.Model.ClassSet();
        var failing = scored.Where(s => s.Image.Label.IsDefect).ToList();
        var overlooked = Enumerable.Range(0, poison).Select(i => failing[(2 * i + 1) * failing.Count / (2 * poison)]).ToList();
        return
        [
            .. from print in scored.Where(s => s.Image.Label == DefectClass.Good).GroupBy(s => s.Image.Group)
               let reference = Spread([.. print.Select(s => s.Scored)]).Skip(poison).Concat(overlooked.Select(s => s.Scored))
               let others = scored.Where(s => s.Image.Group != print.Key).Except(overlooked).Select(s => new TriedFrame(s.Image.Label, s.Scored) { File = s.Image.Path })
               select TriedCamera.Of(print.Key, classes, [.. reference], [.. others]),
        ];
    }

    private static IReadOnlyList<ReferenceFrame> Spread(IReadOnlyList<ReferenceFrame> frames) =>
        [.. Enumerable.Range(0, StationPrints.ReferenceFrames).Select(i => frames[i * frames.Count / StationPrints.ReferenceFrames])];
}
