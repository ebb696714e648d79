using CsCheck;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Shared.Tests.Imaging;

public class FrameViewTests
{
    // Lossless, two rows of three: A B C over D E F, each pixel with a blue of its own.
    private static readonly byte[] Letters = Png("ABC", "DEF");

    [Theory]
    [InlineData(0, false, false, "ABC/DEF")]
    [InlineData(90, false, false, "DA/EB/FC")]
    [InlineData(180, false, false, "FED/CBA")]
    [InlineData(270, false, false, "CF/BE/AD")]
    [InlineData(0, true, false, "CBA/FED")]
    [InlineData(0, false, true, "DEF/ABC")]
    [InlineData(180, true, true, "ABC/DEF")]
    [InlineData(90, true, false, "AD/BE/CF")]
    public void Decode_TurnedAndMirrored_TurnsClockwiseFirst(int turn, bool horizontal, bool vertical, string expected) =>
        Assert.Equal(expected, Seen(new FrameView { Turn = turn, FlipHorizontal = horizontal, FlipVertical = vertical }));

    [Fact]
    public void Decode_Crop_IsOfTheTurnedPicture() =>
        // Turned, the picture is DA/EB/FC: its right half from the second row on.
        Assert.Equal("B/C", Seen(new FrameView { Turn = 90, Crop = new FrameArea(0.5, 1 / 3.0, 1, 1) }));

    [Fact]
    public void Decode_Mask_IsPaintedInTheMeanColourAndCropDoesNotMoveIt()
    {
        using var picture = new Mat(100, 100, MatType.CV_8UC3, Scalar.All(50));
        Cv2.Rectangle(picture, new Rect(50, 0, 50, 100), Scalar.All(150), -1);
        var view = new FrameView { Masks = [FramePolygon.Parse("0.6,0.6 0.8,0.6 0.8,0.8 0.6,0.8")!], Crop = new FrameArea(0.5, 0.5, 1, 1) };

        using var seen = view.Decode(picture.ImEncode(".png"))!;

        // Half 50, half 150: the mean is 100. The mask lies at 60 to 80, which is 10 to 30 of the cropped picture.
        Assert.Equal((50, 50), (seen.Width, seen.Height));
        Assert.Equal(100, seen.At<Vec3b>(20, 20).Item0);
        Assert.Equal(150, seen.At<Vec3b>(5, 5).Item0);
        Assert.Equal(150, seen.At<Vec3b>(35, 35).Item0);
    }

    [Fact]
    public void Decode_NoPicture_IsNull() => Assert.Null(new FrameView { Turn = 90 }.Decode([1, 2, 3]));

    [Theory]
    [InlineData("0,0,0.05,1")]
    [InlineData("0.9,0,0.1,1")]
    [InlineData("0,0,1")]
    [InlineData("0,0,1,1.2")]
    [InlineData("0,0,1,NaN")]
    [InlineData("a,b,c,d")]
    [InlineData("")]
    public void Area_NoneOrTooSmall_IsNull(string text) => Assert.Null(FrameArea.Parse(text));

    [Theory]
    [InlineData("0,0 1,1")]
    [InlineData("0,0 1,1 1")]
    [InlineData("0,0 1,1 1,2")]
    [InlineData("")]
    public void Polygon_FewerThanThreeCornersInside_IsNull(string text) => Assert.Null(FramePolygon.Parse(text));

    [Fact]
    public void AnyView_OfAnyPicture_DecodesToItsOwnSize() => Gen.Select(
            Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 3], Gen.Bool, Gen.Double[0, 0.9], Gen.Double[0, 0.9])
        .Sample(
            (width, height, quarter, flip, left, top) =>
            {
                var area = new FrameArea(left, top, left + 0.1, top + 0.1);
                using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.All(9));
                using var seen = new FrameView { Turn = 90 * quarter, FlipVertical = flip, Crop = area, Masks = [FramePolygon.Parse("0,0 1,0 1,1")!] }
                    .Decode(picture.ImEncode(".png"))!;
                return !seen.Empty() && seen.IsContinuous() && seen.Width <= Math.Max(width, height) && seen.Height <= Math.Max(width, height);
            },
            iter: 500);

    private static string Seen(FrameView view)
    {
        using var seen = view.Decode(Letters)!;
        return string.Join('/', Enumerable.Range(0, seen.Height).Select(
            row => string.Concat(Enumerable.Range(0, seen.Width).Select(column => (char)seen.At<Vec3b>(row, column).Item0))));
    }

    private static byte[] Png(params string[] rows)
    {
        using var picture = new Mat(rows.Length, rows[0].Length, MatType.CV_8UC3);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                picture.Set(row, column, new Vec3b((byte)rows[row][column], 0, 0));
            }
        }

        return picture.ImEncode(".png");
    }
}
