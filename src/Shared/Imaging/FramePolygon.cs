using System.Globalization;
using OpenCvSharp;

namespace Defects.Shared.Imaging;

/// <summary>A place in a picture, by its corners in shares of width and height, 0 to 1 from the left and from the top.</summary>
public sealed record FramePolygon(IReadOnlyList<(double X, double Y)> Corners)
{
    public const string Form = "three corners or more such as 0,0.8 0.2,0.8 0.2,1 in shares of the picture from the left and from the top";

    /// <summary>Reads <c>0,0.8 0.2,0.8 0.2,1</c>.</summary>
    /// <returns>Null where it is none.</returns>
    public static FramePolygon? Parse(string text)
    {
        var corners = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Shares).ToList();
        return corners.Count >= 3 && corners.TrueForAll(corner => corner is { Count: 2 })
            ? new FramePolygon([.. corners.Select(corner => (corner![0], corner[1]))])
            : null;
    }

    public override string ToString() =>
        string.Join(' ', Corners.Select(corner => string.Create(CultureInfo.InvariantCulture, $"{corner.X},{corner.Y}")));

    /// <summary>Numbers from 0 to 1 with commas between them; null where one is not.</summary>
    internal static IReadOnlyList<double>? Shares(string text)
    {
        List<double> shares = [];
        foreach (var part in text.Split(','))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) || share is not (>= 0 and <= 1))
            {
                return null;
            }

            shares.Add(share);
        }

        return shares;
    }

    internal Point[] In(Size size) => [.. Corners.Select(corner => new Point(corner.X * size.Width, corner.Y * size.Height))];
}
