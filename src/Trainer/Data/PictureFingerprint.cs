using System.Security.Cryptography;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Trainer.Data;

/// <summary>What tells a picture apart from others, whatever its file: enough to find copies that were resized or encoded again.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Pixels">Equal where the decoded pixels are: width, height and their SHA-256.</param>
/// <param name="Hash"><see cref="PerceptualHash"/>.</param>
/// <param name="Thumbnail">32 x 32 grey values by area, rows from the top.</param>
public sealed record PictureFingerprint(int Width, int Height, string Pixels, ulong Hash, byte[] Thumbnail)
{
    /// <summary>
    /// Hash bits up to which a second look is worth it. Of 2,112 real pictures a copy encoded anew at quality 50, at half the size,
    /// 20 % brighter or with less contrast stays within 6 bits in 99 % of cases, cropped by 2 % on each side in 90 %.
    /// </summary>
    public const int AlikeBits = 6;

    /// <summary>
    /// Correlation of the thumbnails from which two pictures are the same one. Of the copies above 99 % reach 0.98, of the cropped
    /// ones 0.86; of unrelated pictures within 6 bits (real, simulated, and one of each) none passed 0.77. The mean difference of
    /// grey values does not part them: a brighter copy is as far off (19) as the nearest unrelated picture (17).
    /// </summary>
    public const double AlikeCorrelation = 0.85;

    private const int Side = 32;

    // The bits of a picture without structure are noise. The flattest of the real and simulated pictures has 4.8.
    private const double FlatDeviation = 2;

    private readonly (double Mean, double Deviation) _grey = Spread(Thumbnail);

    /// <summary>Whether there is nothing to compare: a dark or covered camera.</summary>
    public bool IsFlat => _grey.Deviation < FlatDeviation;

    public int ShorterSide => Math.Min(Width, Height);

    /// <param name="frame">8-bit BGR, as <see cref="FramePreprocessing.TryDecode"/> gives it.</param>
    public static unsafe PictureFingerprint Of(Mat frame)
    {
        using var grey = new Mat();
        using var small = new Mat();
        Cv2.CvtColor(frame, grey, ColorConversionCodes.BGR2GRAY);
        Cv2.Resize(grey, small, new Size(Side, Side), interpolation: InterpolationFlags.Area);
        var pixels = SHA256.HashData(new ReadOnlySpan<byte>(frame.DataPointer, checked((int)(frame.Total() * frame.ElemSize()))));
        return new PictureFingerprint(
            frame.Width,
            frame.Height,
            $"{frame.Width}x{frame.Height}-{Convert.ToHexStringLower(pixels)}",
            PerceptualHash.Of(frame),
            new ReadOnlySpan<byte>(small.DataPointer, Side * Side).ToArray());
    }

    /// <summary>The first look, which is cheap and passes pairs that have nothing in common.</summary>
    public bool HashesLike(PictureFingerprint other) => PerceptualHash.Distance(Hash, other.Hash) <= AlikeBits;

    /// <summary>Whether both are one picture, or so nearly that whoever has seen one has seen the other.</summary>
    public bool ShowsTheSameAs(PictureFingerprint other) =>
        HashesLike(other)
        && (Pixels == other.Pixels || (!IsFlat && !other.IsFlat && Correlation(other) >= AlikeCorrelation));

    /// <summary>Pearson's, of the thumbnails: light and contrast do not count. -1 to 1.</summary>
    private double Correlation(PictureFingerprint other)
    {
        var sum = 0.0;
        for (var i = 0; i < Thumbnail.Length; i++)
        {
            sum += (Thumbnail[i] - _grey.Mean) * (other.Thumbnail[i] - other._grey.Mean);
        }

        return sum / Thumbnail.Length / (_grey.Deviation * other._grey.Deviation);
    }

    private static (double Mean, double Deviation) Spread(byte[] values)
    {
        var mean = values.Average(v => v);
        return (mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean))));
    }
}
