using System.Globalization;
using System.Numerics;
using OpenCvSharp;

namespace Defects.Shared.Imaging;

/// <summary>
/// Difference hash of 64 bits: the frame shrunk to 9 x 8 grey cells by area, a bit for each cell darker than its right neighbour,
/// rows from the top, most significant bit first.
/// </summary>
public static class PerceptualHash
{
    /// <summary>Stored beside every hash; hashes of different algorithms are never compared.</summary>
    public const string Algorithm = "dhash64-v1";

    /// <param name="frame">8-bit BGR.</param>
    public static ulong Of(Mat frame)
    {
        using var grey = new Mat();
        using var cells = new Mat();
        Cv2.CvtColor(frame, grey, ColorConversionCodes.BGR2GRAY);
        Cv2.Resize(grey, cells, new Size(9, 8), interpolation: InterpolationFlags.Area);

        var hash = 0UL;
        for (var row = 0; row < 8; row++)
        {
            for (var column = 0; column < 8; column++)
            {
                hash = (hash << 1) | (cells.At<byte>(row, column) < cells.At<byte>(row, column + 1) ? 1UL : 0UL);
            }
        }

        return hash;
    }

    /// <summary>Bits that differ: 0 (same) to 64.</summary>
    public static int Distance(ulong a, ulong b) => BitOperations.PopCount(a ^ b);

    public static string Write(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    public static ulong Read(string hash) => ulong.Parse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
