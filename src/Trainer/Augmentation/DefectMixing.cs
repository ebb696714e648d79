using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Data;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// Shows some boxed defects on the beds of other printers: the box is pasted onto a good frame and the defect's label stays.
/// Never the other way round: good pixels over a defect could hide it. After Park et al. 2022 (CMO), without their shared
/// labels, for a frame with a defect in it is a defect frame however small the patch.
/// </summary>
public sealed class DefectMixing
{
    /// <summary>A larger box leaves nothing of the background.</summary>
    public const double LargestBox = 0.6;

    /// <summary>A smaller one has less than 32 x 32 pixels at the network's input, too few to carry a label by itself.</summary>
    public const double SmallestBox = 0.02;

    private readonly string[] _backgrounds;
    private readonly double _share;

    private DefectMixing(string[] backgrounds, double share) => (_backgrounds, _share) = (backgrounds, share);

    /// <param name="images">Of the training split: the good ones become backgrounds. No other image is ever pasted onto.</param>
    public static DefectMixing For(IReadOnlyList<LabelledImage> images, AugmentationOptions options) =>
        new([.. images.Where(i => i.Label == DefectClass.Good).Select(i => i.Path)], options.MixingShare);

    /// <summary>Whether its defect can be shown elsewhere.</summary>
    public bool CanMix(LabelledImage image) => _share > 0 && _backgrounds.Length > 0 && image.Label.IsDefect && Usable(image).Any();

    /// <summary>Adds the image's boxes to the request and, with the chance that was chosen, mixes it.</summary>
    /// <param name="request">For <paramref name="image"/>.</param>
    /// <param name="seed">Of this draw.</param>
    public FrameRequest Apply(FrameRequest request, LabelledImage image, int seed)
    {
        var random = new Random(Seed.Of(seed, 1));
        return CanMix(image) && random.NextDouble() < _share ? Mix(request, image, random) : request with { Boxes = image.Boxes };
    }

    /// <param name="image">One that <see cref="CanMix"/>.</param>
    internal FrameRequest Mix(FrameRequest request, LabelledImage image, Random random) => request with
    {
        Boxes = [Usable(image).MaxBy(box => box.Area)],
        Background = _backgrounds[random.Next(_backgrounds.Length)],
    };

    private static IEnumerable<DefectBox> Usable(LabelledImage image) => image.Boxes.Where(box => box.Area is >= SmallestBox and <= LargestBox);
}
