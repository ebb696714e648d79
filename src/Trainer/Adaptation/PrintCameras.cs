using Defects.Shared.Serving;
using Defects.Trainer.Data;

namespace Defects.Trainer.Adaptation;

/// <summary>Pictures of one place, adapted to each of its good prints in turn and tried on all its other prints.</summary>
public static class PrintCameras
{
    /// <summary>One camera for each good print of as many pictures as a reference has; none where no other print is left.</summary>
    /// <param name="images">No two of one file.</param>
    /// <param name="poison">So many frames of the reference are failing ones that nobody noticed; those are not tried.</param>
    public static IReadOnlyList<TriedCamera> Score(FrameClassifier classifier, IReadOnlyList<LabelledImage> images, int poison = 0)
    {
        var parts = Part(images, poison);
        var classes = classifier.Model.ClassSet();
        var scored = parts.SelectMany(part => part.Reference.Concat(part.Others)).Distinct()
            .ToDictionary(image => image.Path, image => StationScoring.Look(classifier, File.ReadAllBytes(image.Path)), StringComparer.Ordinal);
        return
        [
            .. parts.Select(part => TriedCamera.Of(
                part.Print,
                classes,
                [.. part.Reference.Select(image => scored[image.Path])],
                [.. part.Others.Select(image => new TriedFrame(image.Label, scored[image.Path]) { File = image.Path })])),
        ];
    }

    /// <summary>What each good print's reference holds, and what it is tried on.</summary>
    internal static IReadOnlyList<(string Print, IReadOnlyList<LabelledImage> Reference, IReadOnlyList<LabelledImage> Others)> Part(
        IReadOnlyList<LabelledImage> images, int poison)
    {
        var failing = images.Where(i => i.Label.IsDefect).ToList();
        var overlooked = Enumerable.Range(0, poison).Select(i => failing[(2 * i + 1) * failing.Count / (2 * poison)]).ToList();
        return
        [
            .. from print in images.Where(i => !i.Label.IsDefect).GroupBy(i => i.Group)
               where print.Count() >= StationPrints.ReferenceFrames
               let others = images.Where(i => i.Group != print.Key).Except(overlooked).ToList()
               where others.Count > 0
               select (print.Key, (IReadOnlyList<LabelledImage>)[.. Spread([.. print]).Skip(poison), .. overlooked], (IReadOnlyList<LabelledImage>)others),
        ];
    }

    private static IEnumerable<LabelledImage> Spread(IReadOnlyList<LabelledImage> images) =>
        Enumerable.Range(0, StationPrints.ReferenceFrames).Select(i => images[i * images.Count / StationPrints.ReferenceFrames]);
}
