using System.Buffers.Binary;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Shared.Tests.Imaging;

public class FramePreprocessingTests
{
    [Fact]
    public void Resize_HalvedFrame_IsTheMeanOfEachTwoByTwoBlock()
    {
        // One blue channel of 2 x 4 pixels: blocks (10, 20, 30, 40) and (0, 0, 100, 200) average to 25 and 75.
        using var frame = new Mat(2, 4, MatType.CV_8UC3, Scalar.Black);
        byte[,] blue = { { 10, 20, 0, 0 }, { 30, 40, 100, 200 } };
        for (var y = 0; y < 2; y++)
        {
            for (var x = 0; x < 4; x++)
            {
                frame.Set(y, x, new Vec3b(blue[y, x], 0, 7));
            }
        }

        var input = new byte[2 * 1 * 3];
        FramePreprocessing.Resize(frame, input, width: 2, height: 1);

        Assert.Equal([25, 0, 7, 75, 0, 7], input);
    }

    [Fact]
    public void Resize_WideFrame_KeepsBothEdges()
    {
        using var frame = new Mat(90, 160, MatType.CV_8UC3, Scalar.Black);
        Cv2.Rectangle(frame, new Rect(0, 0, 10, 90), Scalar.White, -1);
        Cv2.Rectangle(frame, new Rect(150, 0, 10, 90), Scalar.White, -1);

        var input = new byte[32 * 32 * 3];
        FramePreprocessing.Resize(frame, input, 32, 32);

        var middleRow = input.AsSpan(16 * 32 * 3, 32 * 3);
        Assert.Equal(255, middleRow[0]);
        Assert.Equal(255, middleRow[^1]);
        Assert.Equal(0, middleRow[16 * 3]);
    }

    [Fact]
    public void Resize_GreyFrame_IsRefusedWithTheFormatExpected()
    {
        using var grey = new Mat(4, 4, MatType.CV_8UC1, Scalar.Black);
        var error = Assert.Throws<ArgumentException>(() => FramePreprocessing.Resize(grey, new byte[12], 2, 2));
        Assert.Contains("expected 8-bit BGR", error.Message);
    }

    [Fact]
    public void Resize_BufferOfAnotherSize_IsRefusedWithBothSizes()
    {
        using var frame = new Mat(4, 4, MatType.CV_8UC3, Scalar.Black);
        var error = Assert.Throws<ArgumentException>(() => FramePreprocessing.Resize(frame, new byte[11], 2, 2));
        Assert.Contains("has 11 bytes; 2 x 2 BGR needs 12", error.Message);
    }

    [Fact]
    public void TryDecode_PngBytes_GivesBgrPixels()
    {
        using var written = new Mat(3, 5, MatType.CV_8UC3, new Scalar(1, 2, 3));
        Cv2.ImEncode(".png", written, out var png);

        using var frame = FramePreprocessing.TryDecode(png);

        Assert.NotNull(frame);
        Assert.Equal((5, 3), (frame.Width, frame.Height));
        Assert.Equal(new Vec3b(1, 2, 3), frame.At<Vec3b>(2, 4));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void TryDecode_TruncatedJpeg_IsNull(int length)
    {
        using var written = new Mat(64, 64, MatType.CV_8UC3, Scalar.White);
        Cv2.ImEncode(".jpg", written, out var jpeg);
        Assert.Null(FramePreprocessing.TryDecode(jpeg.AsSpan(0, length)));
    }

    [Fact]
    public void TryDecode_Garbage_IsNull() => Assert.Null(FramePreprocessing.TryDecode("this is no picture"u8));

    [Theory]
    [InlineData(40000)] // which OpenCV refuses by an exception
    [InlineData(30000)] // for which it would take 2.7 GB
    public void TryDecode_SmallPngThatSaysItIsHuge_IsNull(int side)
    {
        using var written = new Mat(3, 5, MatType.CV_8UC3, Scalar.White);
        Cv2.ImEncode(".png", written, out var png);
        Resize(png, side);

        Assert.Null(FramePreprocessing.TryDecode(png));
    }

    [Fact]
    public void TryDecode_DamageThatOpenCvRefusesByException_IsNull()
    {
        using var written = new Mat(3, 5, MatType.CV_8UC3, Scalar.White);
        Cv2.ImEncode(".bmp", written, out var bmp);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(18), 40000);
        BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(22), 40000);

        Assert.Null(FramePreprocessing.TryDecode(bmp));
    }

    // Of the header chunk, whose checksum is mended, since decoders look at that first.
    private static void Resize(byte[] png, int side)
    {
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), side);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), side);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
