using System.Globalization;
using OpenCvSharp;

namespace Defects.Shared.Imaging;

/// <summary>An upright rectangle of a picture in shares of its width and height, 0 to 1 from the left and from the top.</summary>
public sealed record FrameArea(double Left, double Top, double Right, double Bottom)
{
    public const string Form = "left,top,right,bottom in shares of the picture such as 0.1,0.2,0.9,1, at least a tenth wide and high";

    /// <summary>Less than that of a picture shows no printer.</summary>
    private const double Least = 0.1;

    /// <summary>Reads <c>0.1,0.2,0.9,1</c>.</summary>
    /// <returns>Null where it is none.</returns>
    public static FrameArea? Parse(string text) =>
        FramePolygon.Shares(text) is [var left, var top, var right, var bottom] && right - left >= Least && bottom - top >= Least
            ? new FrameArea(left, top, right, bottom)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Left},{Top},{Right},{Bottom}");

    /// <summary>The pixels of a picture of this size; one at least.</summary>
    internal Rect In(Size size)
    {
        var left = Math.Min((int)Math.Round(Left * size.Width), size.Width - 1);
        var top = Math.Min((int)Math.Round(Top * size.Height), size.Height - 1);
        return new Rect(
            left, top, Math.Max(1, (int)Math.Round(Right * size.Width) - left), Math.Max(1, (int)Math.Round(Bottom * size.Height) - top));
    }
}
