using Defects.Shared.Imaging;
using CsCheck;
using OpenCvSharp;

namespace Defects.Shared.Tests.Imaging;

public class PerceptualHashTests
{
    [Fact]
    public void Of_FrameThatBrightensToTheRight_IsAllOnes()
    {
        using var ramp = Columns(9, column => (byte)(column * 25));
        Assert.Equal(ulong.MaxValue, PerceptualHash.Of(ramp));
    }

    [Fact]
    public void Of_FrameThatDarkensToTheRight_IsAllZeros()
    {
        using var ramp = Columns(9, column => (byte)(200 - column * 25));
        Assert.Equal(0UL, PerceptualHash.Of(ramp));
    }

    [Fact]
    public void Of_OneStepInTheFirstColumn_SetsTheFirstBitOfEveryRow()
    {
        using var step = Columns(9, column => (byte)(column == 0 ? 0 : 200));
        Assert.Equal(0x8080808080808080UL, PerceptualHash.Of(step));
    }

    [Fact]
    public void Of_SameFrameBrighter_StaysTheSame()
    {
        using var dark = Columns(9, column => (byte)(column * column));
        using var bright = Columns(9, column => (byte)(column * column + 60));
        Assert.Equal(PerceptualHash.Of(dark), PerceptualHash.Of(bright));
    }

    [Fact]
    public void Distance_OneBitApart_IsOne() => Assert.Equal(1, PerceptualHash.Distance(0b1000, 0b0000));

    [Fact]
    public void Write_AnyHash_ReadsBack() =>
        Gen.ULong.Sample(hash => PerceptualHash.Read(PerceptualHash.Write(hash)) == hash && PerceptualHash.Write(hash).Length == 16);

    private static Mat Columns(int columns, Func<int, byte> grey)
    {
        var frame = new Mat(8, columns, MatType.CV_8UC3);
        for (var column = 0; column < columns; column++)
        {
            Cv2.Rectangle(frame, new Rect(column, 0, 1, 8), Scalar.All(grey(column)), -1);
        }

        return frame;
    }
}
