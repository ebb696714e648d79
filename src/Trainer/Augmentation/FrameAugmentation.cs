using OpenCvSharp;

namespace Defects.Trainer.Augmentation;

/// <summary>
/// Changes a decoded frame the way another camera, light or network would have. All amounts grow with a strength from 0 to 1.
/// Colours are bounded: a thin string differs from its bed by little, and stronger changes would erase it.
/// </summary>
public static class FrameAugmentation
{
    private const double MaxCrop = 0.3;
    private const double MaxRotationDegrees = 15;
    private const double MaxPerspective = 0.06;
    private const double MaxGain = 0.25;
    private const double MaxOffset = 25;
    private const double MaxChannelGain = 0.06;
    private const double MaxBlurSigma = 1.2;
    private const double MaxNoiseDeviation = 8;
    private const int WorstJpegQuality = 35;
    private const int BestJpegQuality = 90;

    /// <param name="frame">8-bit BGR; untouched.</param>
    /// <param name="strength">0 to 1; 0 still flips.</param>
    /// <returns>A new frame, which the caller disposes.</returns>
    public static Mat Apply(Mat frame, double strength, Random random)
    {
        var changed = Move(frame, strength, random);
        Relight(changed, strength, random);
        if (random.NextDouble() < 0.3 * strength)
        {
            var sigma = MaxBlurSigma * strength * random.NextDouble() + 0.1;
            Cv2.GaussianBlur(changed, changed, default, sigma);
        }

        if (random.NextDouble() < 0.4 * strength)
        {
            AddNoise(changed, MaxNoiseDeviation * strength * random.NextDouble(), random);
        }

        return random.NextDouble() < 0.5 * strength ? Recompress(changed, strength, random) : changed;
    }

    /// <summary>Crop, flip, rotation and perspective as one warp, so that the pixels are interpolated once.</summary>
    private static Mat Move(Mat frame, double strength, Random random)
    {
        var kept = 1 - MaxCrop * strength * random.NextDouble();
        var (width, height) = (frame.Width * kept, frame.Height * kept);
        var centre = new Point2d(
            frame.Width / 2.0 + (frame.Width - width) * (random.NextDouble() - 0.5),
            frame.Height / 2.0 + (frame.Height - height) * (random.NextDouble() - 0.5));
        var (sin, cos) = Math.SinCos(MaxRotationDegrees * strength * Signed(random) * Math.PI / 180);
        var mirror = random.Next(2) == 0 ? 1 : -1;

        Point2f Corner(int x, int y)
        {
            var dx = mirror * x * width / 2 * (1 + MaxPerspective * strength * Signed(random));
            var dy = y * height / 2 * (1 + MaxPerspective * strength * Signed(random));
            return new Point2f((float)(centre.X + cos * dx - sin * dy), (float)(centre.Y + sin * dx + cos * dy));
        }

        Point2f[] from = [Corner(-1, -1), Corner(1, -1), Corner(1, 1), Corner(-1, 1)];
        var size = new Size((int)Math.Round(width), (int)Math.Round(height));
        Point2f[] to = [new(0, 0), new(size.Width, 0), new(size.Width, size.Height), new(0, size.Height)];
        using var transform = Cv2.GetPerspectiveTransform(from, to);
        var moved = new Mat();
        Cv2.WarpPerspective(frame, moved, transform, size, InterpolationFlags.Linear, BorderTypes.Reflect101);
        return moved;
    }

    /// <summary>Brightness and contrast, and a small cast of the light's colour.</summary>
    private static void Relight(Mat frame, double strength, Random random)
    {
        var gain = 1 + MaxGain * strength * Signed(random);
        var offset = MaxOffset * strength * Signed(random);
        double Channel() => gain * (1 + MaxChannelGain * strength * Signed(random));
        var matrix = new double[,] { { Channel(), 0, 0, offset }, { 0, Channel(), 0, offset }, { 0, 0, Channel(), offset } };
        using var transform = Mat.FromArray(matrix);
        Cv2.Transform(frame, frame, transform);
    }

    private static void AddNoise(Mat frame, double deviation, Random random)
    {
        // OpenCV keeps a generator for each thread; seeding it makes the noise a matter of the image, not of the thread.
        Cv2.SetTheRNG((ulong)random.NextInt64());
        using var noise = new Mat(frame.Size(), MatType.CV_16SC3);
        Cv2.Randn(noise, Scalar.All(0), Scalar.All(deviation));
        Cv2.Add(frame, noise, frame, dtype: frame.Type().Depth);
    }

    private static Mat Recompress(Mat frame, double strength, Random random)
    {
        var quality = (int)(BestJpegQuality - (BestJpegQuality - WorstJpegQuality) * strength * random.NextDouble());
        Cv2.ImEncode(".jpg", frame, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        frame.Dispose();
        return Cv2.ImDecode(jpeg, ImreadModes.Color);
    }

    private static double Signed(Random random) => 2 * random.NextDouble() - 1;
}
