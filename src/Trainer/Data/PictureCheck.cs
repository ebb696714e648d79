using Defects.Shared.Imaging;

namespace Defects.Trainer.Data;

/// <summary>What only shows when the pictures are looked at: copies, contradictions, thumbnails.</summary>
public static class PictureCheck
{
    /// <summary>Half of the 224 pixels that a model sees: a string of one pixel is not there to be learnt.</summary>
    public const int LeastSide = 112;

    /// <param name="images">Rows that may be used.</param>
    /// <param name="pictures">By path; an image without one is passed over.</param>
    public static IReadOnlyList<Finding> Findings(IReadOnlyList<LabelledImage> images, IReadOnlyDictionary<string, PictureFingerprint> pictures)
    {
        var known = images.Where(image => pictures.ContainsKey(image.Path)).ToList();
        var same = known.GroupBy(image => pictures[image.Path].Pixels).Where(copies => copies.Count() > 1).ToList();
        return
        [
            .. AcrossSplits(known, pictures),
            .. same.Where(copies => copies.Select(image => image.Label).Distinct().Count() > 1)
                .Select(copies => new Finding(FindingKind.LabelConflict, $"the same pixels: {string.Join(", ", copies.Select(image => $"{image.Path} ({image.Label})"))}")),
            .. known.Where(image => pictures[image.Path].ShorterSide < LeastSide)
                .Select(image => new Finding(FindingKind.Tiny, $"{image.Path} ({pictures[image.Path].Width} x {pictures[image.Path].Height})")),
            .. same.SelectMany(copies => copies.GroupBy(image => image.Split)).Where(copies => copies.Count() > 1)
                .Select(copies => new Finding(FindingKind.Repeated, $"{copies.Key}: {string.Join(", ", copies.Select(image => image.Path))}")),
        ];
    }

    // One line for two groups: a print of 500 frames on both sides is one mistake and not 250,000.
    private static IEnumerable<Finding> AcrossSplits(IEnumerable<LabelledImage> images, IReadOnlyDictionary<string, PictureFingerprint> pictures) =>
        from found in NearDuplicates.Find(images, pictures, Leaks)
        let pair = string.CompareOrdinal(found.First.Group, found.Second.Group) < 0 ? found : (First: found.Second, Second: found.First)
        group pair by (A: (pair.First.Group, pair.First.Split), B: (pair.Second.Group, pair.Second.Split)) into pairs
        let example = pairs.MinBy(pair => Bits(pair.First, pair.Second, pictures))
        select new Finding(
            FindingKind.NearDuplicate,
            $"group {pairs.Key.A.Group} ({pairs.Key.A.Split}) and group {pairs.Key.B.Group} ({pairs.Key.B.Split}): {pairs.Count()} pair(s), "
            + $"such as {example.First.Path} and {example.Second.Path}, {Bits(example.First, example.Second, pictures)} bits apart; give both one group, or take one out");

    // Of two test sets neither has taught the model anything.
    private static bool Leaks(LabelledImage a, LabelledImage b) => a.Split != b.Split && !(Splits.IsTest(a.Split) && Splits.IsTest(b.Split));

    private static int Bits(LabelledImage a, LabelledImage b, IReadOnlyDictionary<string, PictureFingerprint> pictures) =>
        PerceptualHash.Distance(pictures[a.Path].Hash, pictures[b.Path].Hash);
}
