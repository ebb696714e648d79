using System.Globalization;
using Defects.Agent.Cameras.Quality;
using OpenCvSharp;

namespace Defects.Bench.CameraQuality;

/// <summary>One way in which a camera goes blind, done to a picture.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Fault">What the agent ought to say.</param>
/// <param name="Do">Picture, its number, and the picture that was the last good one; gives a new picture.</param>
internal sealed record Degradation(string Name, CameraFault Fault, Func<Mat, int, Mat, Mat> Do)
{
    /// <summary>Whether one picture alone shows it.</summary>
    public bool ShowsInOne => Fault is not (CameraFault.Frozen or CameraFault.Moved);

    public static IReadOnlyList<Degradation> All { get; } =
    [
        new("dark: 1 % of the light", CameraFault.Dark, (picture, n, _) => Lit(picture, 0.01, noise: 2, n)),
        new("dark: 5 % of the light, noise", CameraFault.Dark, (picture, n, _) => Lit(picture, 0.05, noise: 5, n)),
        new("overexposed: 6 x the light", CameraFault.Overexposed, (picture, n, _) => Lit(picture, 6, noise: 2, n)),
        new("covered by a cloth", CameraFault.Covered, (picture, n, _) => Veiled(picture, n)),
        new("blurred, 1.5 % of the width", CameraFault.Blurred, (picture, n, _) => Blurred(picture, 0.015, n)),
        new("blurred, 3 % of the width", CameraFault.Blurred, (picture, n, _) => Blurred(picture, 0.03, n)),
        new("frozen, the very bytes", CameraFault.Frozen, (_, _, last) => last.Clone()),
        new("frozen, with a running clock", CameraFault.Frozen, (_, n, last) => WithClock(last, n)),
        new("moved: 15 % aside, 10 degrees", CameraFault.Moved, (picture, _, _) => Moved(picture, 0.15, 10)),
        new("moved: 40 % aside", CameraFault.Moved, (picture, _, _) => Moved(picture, 0.4, 0)),
    ];

    /// <summary>Noise of one and a half grey values, compressed to JPEG of quality 50.</summary>
    public static Mat LittleNoise(Mat picture, int n)
    {
        using (picture)
        {
            using var noisy = Lit(picture, 1, noise: 1.5, n);
            return Cv2.ImDecode(noisy.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 50)), ImreadModes.Color);
        }
    }

    /// <summary>A picture as a camera's encoder leaves it.</summary>
    public static Mat Encoded(Mat picture) => Cv2.ImDecode(picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 80)), ImreadModes.Color);

    private static Mat Lit(Mat picture, double gain, double noise, int n)
    {
        using var grain = new Mat(picture.Size(), MatType.CV_16SC3);
        Cv2.SetTheRNG((ulong)n + 1);
        Cv2.Randn(grain, Scalar.All(0), Scalar.All(noise));
        using var lit = new Mat();
        picture.ConvertTo(lit, MatType.CV_16SC3, gain);
        using var grainy = (lit + grain).ToMat();
        var result = new Mat();
        grainy.ConvertTo(result, MatType.CV_8UC3);
        return result;
    }

    private static Mat Veiled(Mat picture, int n)
    {
        using var small = picture.Resize(new Size(6, 5), interpolation: InterpolationFlags.Area);
        using var soft = small.Resize(picture.Size(), interpolation: InterpolationFlags.Cubic);
        using var grey = new Mat(picture.Size(), MatType.CV_8UC3, Cv2.Mean(picture));
        using var veil = new Mat();
        Cv2.AddWeighted(soft, 0.4, grey, 0.6, 0, veil);
        return Lit(veil, 1, noise: 3, n);
    }

    private static Mat Blurred(Mat picture, double share, int n)
    {
        using var soft = picture.GaussianBlur(new Size(0, 0), share * picture.Width);
        return Lit(soft, 1, noise: 2, n);
    }

    private static Mat WithClock(Mat last, int n)
    {
        var result = last.Clone();
        var time = string.Create(CultureInfo.InvariantCulture, $"2026-03-01 12:{n / 60 % 60:D2}:{n % 60:D2}");
        var scale = last.Height / 720.0;
        Cv2.Rectangle(result, new Rect(0, 0, (int)(420 * scale), (int)(44 * scale)), Scalar.Black, -1);
        Cv2.PutText(result, time, new Point(8 * scale, 32 * scale), HersheyFonts.HersheySimplex, scale, Scalar.White, Math.Max(1, (int)(2 * scale)));
        return result;
    }

    private static Mat Moved(Mat picture, double aside, double degrees)
    {
        using var turn = Cv2.GetRotationMatrix2D(new Point2f(picture.Width / 2f, picture.Height / 2f), degrees, 1);
        turn.Set(0, 2, turn.At<double>(0, 2) + (aside * picture.Width));
        return picture.WarpAffine(turn, picture.Size(), InterpolationFlags.Linear, BorderTypes.Reflect101);
    }
}
