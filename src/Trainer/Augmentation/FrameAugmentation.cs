using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// Changes a decoded frame the way another camera, light or network would have. How often each kind happens is the same for
/// every frame, so that no kind gives a class away; only the amounts differ.
/// </summary>
public static class FrameAugmentation
{
    /// <summary>
    /// Larger frames are changed at this many times the network's input, counted on their shorter side. One blur or noise then
    /// means the same to the network on any camera, and the largest crop enlarges nothing.
    /// </summary>
    public const double WorkingScale = 1.5;

    public const int BestJpegQuality = 90;

    private const double BlurChance = 0.25;
    private const double NoiseChance = 0.35;
    private const double JpegChance = 0.4;

    // Below this a blur is lost in the resampling.
    private const double LeastBlurSigma = 0.1;

    /// <param name="frame">8-bit BGR; untouched.</param>
    /// <param name="boxes">Where the defect is; a crop leaves at least half of one of them.</param>
    /// <param name="side">Of the network's input in pixels.</param>
    /// <returns>A new frame, which the caller disposes.</returns>
    public static Mat Apply(Mat frame, AugmentationAmounts amounts, IReadOnlyList<DefectBox> boxes, int side, Random random)
    {
        var working = WorkingScale * side;
        using var source = AtMost(2 * working, frame);
        var scene = new SceneDraw(amounts, random);
        using var covered = scene.IsCovered ? Occluder.Over(source, boxes, scene.Seed) : null;
        var changed = Viewpoint.Draw(source.Size(), amounts, boxes, random).Of(covered ?? source, Math.Min(1, working / Math.Min(source.Width, source.Height)));
        Relight(changed, amounts, random);
        scene.Light(changed);
        // Everything is drawn whether it is used or not: what one kind does must not depend on the amounts of another.
        var (blur, noise, loss) = (Draw(BlurChance, random), Draw(NoiseChance, random), Draw(JpegChance, random));
        var noiseSeed = (ulong)random.NextInt64();
        if (blur * amounts.BlurSigma is var sigma and > LeastBlurSigma)
        {
            Cv2.GaussianBlur(changed, changed, default, sigma);
        }

        if (noise * amounts.NoiseDeviation is var deviation and > 0)
        {
            AddNoise(changed, deviation, noiseSeed);
        }

        scene.Colour(changed);
        return loss * amounts.JpegLoss is var points and > 0 ? Recompress(changed, points) : changed;
    }

    /// <summary>From here on down to the working size the viewpoint's own interpolation meets every pixel.</summary>
    private static Mat AtMost(double shorterSide, Mat frame)
    {
        var scale = shorterSide / Math.Min(frame.Width, frame.Height);
        if (scale >= 1)
        {
            return new Mat(frame, new Rect(default, frame.Size()));
        }

        var reduced = new Mat();
        Cv2.Resize(frame, reduced, default, scale, scale, InterpolationFlags.Area);
        return reduced;
    }

    /// <summary>Brightness and contrast, and a small cast of the light's colour.</summary>
    private static void Relight(Mat frame, AugmentationAmounts amounts, Random random)
    {
        double Signed() => 2 * random.NextDouble() - 1;
        var gain = 1 + amounts.Gain * Signed();
        var offset = amounts.Offset * Signed();
        double Channel() => gain * (1 + amounts.Cast * Signed());
        var matrix = new double[,] { { Channel(), 0, 0, offset }, { 0, Channel(), 0, offset }, { 0, 0, Channel(), offset } };
        using var transform = Mat.FromArray(matrix);
        Cv2.Transform(frame, frame, transform);
    }

    internal static void AddNoise(Mat frame, double deviation, ulong seed)
    {
        // OpenCV keeps a generator for each thread; seeding it makes the noise a matter of the image, not of the thread.
        Cv2.SetTheRNG(seed);
        using var noise = new Mat(frame.Size(), MatType.CV_16SC3);
        Cv2.Randn(noise, Scalar.All(0), Scalar.All(deviation));
        Cv2.Add(frame, noise, frame, dtype: frame.Type().Depth);
    }

    private static Mat Recompress(Mat frame, double loss)
    {
        Cv2.ImEncode(".jpg", frame, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, BestJpegQuality - (int)Math.Round(loss)));
        frame.Dispose();
        return Cv2.ImDecode(jpeg, ImreadModes.Color);
    }

    /// <summary>How much of the most there will be: nothing, or with that chance a share in (0, 1].</summary>
    private static double Draw(double chance, Random random)
    {
        var (happens, share) = (random.NextDouble() < chance, 1 - random.NextDouble());
        return happens ? share : 0;
    }
}
