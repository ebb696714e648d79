using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>What is drawn of the scene around a print: whether something is in the way, colour, and how much light there is.</summary>
internal sealed class SceneDraw
{
    // Of full light; what a camera then adds in noise.
    private const double LeastLight = 0.25;
    private const double MostLight = 0.65;
    private const double DimNoise = 9;

    private readonly bool _isGrey;
    private readonly double? _light;

    /// <summary>All kinds are drawn whether they are used or not, so that none moves another.</summary>
    public SceneDraw(AugmentationAmounts amounts, Random random)
    {
        // Mixed, for from seeds that are alike Random draws numbers that are alike.
        var own = new Random(Data.Seed.Of(random.Next(), 0));
        var (covered, grey, dim) = (own.NextDouble(), own.NextDouble(), own.NextDouble());
        var light = LeastLight + (MostLight - LeastLight) * own.NextDouble();
        Seed = own.Next();
        (IsCovered, _isGrey, _light) = (covered < amounts.OccluderChance, grey < amounts.GreyChance, dim < amounts.DimChance ? light : null);
    }

    public bool IsCovered { get; }

    /// <summary>Of what is in the way, and of the noise of little light.</summary>
    public int Seed { get; }

    /// <summary>Takes colour off a frame: noise and all, for a sensor without colours has none in its noise.</summary>
    public void Colour(Mat frame)
    {
        if (_isGrey)
        {
            using var grey = frame.CvtColor(ColorConversionCodes.BGR2GRAY);
            Cv2.CvtColor(grey, frame, ColorConversionCodes.GRAY2BGR);
        }
    }

    /// <summary>Takes light off a frame.</summary>
    public void Light(Mat frame)
    {
        if (_light is { } light)
        {
            frame.ConvertTo(frame, -1, light);
            FrameAugmentation.AddNoise(frame, DimNoise * (1 - light), (ulong)Seed);
        }
    }
}
