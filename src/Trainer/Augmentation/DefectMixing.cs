using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Data;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// Shows some boxed defects on the beds of other printers: the box is pasted onto a good frame and the defect's label stays.
/// Never the other way round: good pixels over a defect could hide it. After Park et al. 2022 (CMO), without their shared
/// labels, for a frame with a defect in it is a defect frame however small the patch. Good frames get patches of good
/// frames, as often as the class that is mixed most: else the rim of a patch gives the defect away, and only the rim is learnt.
/// </summary>
public sealed class DefectMixing
{
    /// <summary>A larger box leaves nothing of the background.</summary>
    public const double LargestBox = 0.6;

    /// <summary>A smaller one has less than 32 x 32 pixels at the network's input, too few to carry a label by itself.</summary>
    public const double SmallestBox = 0.02;

    // Of the side of a frame that is seen from farther away. What is a pixel or two wide is gone at less.
    private const double FarthestFine = 0.6;
    private const double Farthest = 0.25;
    private const double Nearest = 0.9;

    private static readonly DefectBox Whole = new(0, 0, 1, 1);

    private readonly LabelledImage[] _backgrounds;
    private readonly DefectBox[] _boxes;
    private readonly double _share;
    private readonly double _shareOfGood;
    private readonly double _shareFar;

    private DefectMixing(IReadOnlyList<LabelledImage> images, double share, double shareFar)
    {
        (_share, _shareFar) = (share, shareFar);
        _backgrounds = [.. images.Where(i => i.Label == DefectClass.Good)];
        _boxes = [.. images.Where(HasPatch).Select(PatchOf)];
        _shareOfGood = share * images.Where(i => i.Label.IsDefect).GroupBy(i => i.Label).Select(g => (double)g.Count(HasPatch) / g.Count()).DefaultIfEmpty().Max();
    }

    /// <param name="images">Of the training split: the good ones become backgrounds. No other image is ever pasted onto.</param>
    public static DefectMixing For(IReadOnlyList<LabelledImage> images, AugmentationOptions options) => new(images, options.MixingShare, options.FarShare);

    /// <summary>How likely a draw of the image is mixed, 0 to 1.</summary>
    public double ChanceFor(LabelledImage image) => HasPatch(image) ? _share : image.Label == DefectClass.Good ? _shareOfGood : 0;

    /// <summary>How likely a draw of any image is shown from farther away, 0 to 1; the others may be mixed.</summary>
    public double ChanceOfFar => _backgrounds.Length > 0 ? _shareFar : 0;

    /// <summary>Adds the image's boxes to the request and, with the chances that were chosen, shows it from farther away or mixes it.</summary>
    /// <param name="request">For <paramref name="image"/>.</param>
    /// <param name="seed">Of this draw.</param>
    public FrameRequest Apply(FrameRequest request, LabelledImage image, int seed)
    {
        // First, and by a chance that all classes share: else the rim of the smaller picture would tell one from another.
        var distance = new Random(Seed.Of(seed, 2));
        if (distance.NextDouble() < ChanceOfFar)
        {
            return Far(request, image, distance);
        }

        var random = new Random(Seed.Of(seed, 1));
        return random.NextDouble() < ChanceFor(image) ? Mix(request, image, random) : request with { Boxes = image.Boxes };
    }

    /// <param name="image">Any, where <see cref="ChanceOfFar"/> is above 0.</param>
    internal FrameRequest Far(FrameRequest request, LabelledImage image, Random random)
    {
        var farthest = AugmentationPolicy.IsFine(image.Label) ? FarthestFine : Farthest;
        return request with
        {
            Boxes = image.Boxes.Count > 0 ? image.Boxes : [Whole],
            Pasted = Whole,
            Background = Elsewhere(image, random.Next(_backgrounds.Length)).Path,
            Size = farthest * Math.Pow(Nearest / farthest, random.NextDouble()),
        };
    }

    /// <summary>A good frame of another print or photo; the first one that there is from a place on, or of the same where there is no other.</summary>
    private LabelledImage Elsewhere(LabelledImage image, int place) =>
        Enumerable.Range(place, _backgrounds.Length).Select(i => _backgrounds[i % _backgrounds.Length]).FirstOrDefault(i => i.Group != image.Group) ?? _backgrounds[place];

    /// <param name="image">One with a chance above 0.</param>
    internal FrameRequest Mix(FrameRequest request, LabelledImage image, Random random) => request with
    {
        Boxes = [image.Label.IsDefect ? PatchOf(image) : _boxes[random.Next(_boxes.Length)]],
        Background = _backgrounds[random.Next(_backgrounds.Length)].Path,
    };

    private bool HasPatch(LabelledImage image) => _backgrounds.Length > 0 && image.Label.IsDefect && Usable(image).Any();

    private static DefectBox PatchOf(LabelledImage image) => Usable(image).MaxBy(box => box.Area)!;

    private static IEnumerable<DefectBox> Usable(LabelledImage image) => image.Boxes.Where(box => box.Area is >= SmallestBox and <= LargestBox);
}
