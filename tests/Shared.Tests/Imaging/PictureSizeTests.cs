using System.Buffers.Binary;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Shared.Tests.Imaging;

public sealed class PictureSizeTests
{
    /// <summary>Signature, and a header chunk of 13 bytes.</summary>
    private const int EndOfHeader = 8 + 12 + 13;

    [Theory]
    [InlineData(".jpg", 0)]
    [InlineData(".jpg", 1)]
    [InlineData(".png", 0)]
    public void TryRead_Picture_GivesItsSize(string extension, int progressive)
    {
        using var frame = new Mat(48, 64, MatType.CV_8UC3, Scalar.All(9));
        var encoded = extension == ".png" ? frame.ImEncode(".png") : frame.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegProgressive, progressive));

        Assert.True(PictureSize.TryRead(encoded, out var width, out var height));
        Assert.Equal((64, 48), (width, height));
        Assert.True(PictureSize.IsAcceptable(encoded));
    }

    [Fact]
    public void IsAcceptable_HeaderOfGigapixels_IsRefused()
    {
        var jpeg = Jpeg(48, 64);
        var header = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        jpeg.AsSpan(header + 5, 4).Fill(0xFF);

        Assert.False(PictureSize.IsAcceptable(jpeg));
    }

    [Fact]
    public void IsAcceptable_AnyCut_NeverThrows()
    {
        var jpeg = Jpeg(48, 64);
        for (var length = 0; length < jpeg.Length; length++)
        {
            PictureSize.IsAcceptable(jpeg.AsSpan(0, length));
        }
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0xD0)]
    [InlineData(0xD7)]
    public void IsAcceptable_MarkerWithoutLengthThatHidesTheFrameHeader_IsRefused(byte marker)
    {
        // Who takes the six for a length lands in the comment, at a frame header of 8 x 8; a decoder does not.
        var jpeg = Jpeg(16, 16);
        byte[] hiding = [0xFF, marker, 0x00, 0x06, 0xFF, 0xFE, 0x00, 0x0F, 0xFF, 0xC0, 0x00, 0x0B, 0x08, 0x00, 0x08, 0x00, 0x08, 0x01, 0x01, 0x11, 0x00];

        Assert.False(PictureSize.IsAcceptable([.. jpeg[..2], .. hiding, .. jpeg[2..]]));
        Assert.True(PictureSize.IsTooLarge([.. jpeg[..2], .. hiding, .. jpeg[2..]]));
        Assert.False(PictureSize.IsTooLarge(jpeg));
    }

    [Theory]
    [InlineData(1000, 1000, 800, true)]
    [InlineData(1000, 1000, 801, false)]
    [InlineData(7000, 7000, 16, true)]
    [InlineData(7000, 7000, 17, false)]
    [InlineData(8, 8, 801, false)]
    public void IsAcceptable_EmptyScans_AreAllowedUntilTheyCostAsMuchAsSixteenOfTheLargestPicture(int width, int height, int scans, bool expected)
    {
        byte[] frame = [0xFF, 0xC2, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0];
        var scan = Enumerable.Repeat<byte[]>([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 1, 0], scans).SelectMany(bytes => bytes);

        Assert.Equal(expected, PictureSize.IsAcceptable([0xFF, 0xD8, .. frame, .. scan, 0xFF, 0xD9]));
    }

    [Fact]
    public void IsAcceptable_PngChunkLongerThanTheFile_IsRefused()
    {
        // OpenCV would take 660 MB for it.
        var png = Png();
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(EndOfHeader), 0x275897FF);

        Assert.False(PictureSize.IsAcceptable(png));
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public void IsAcceptable_PngWithTexts_IsRefusedOnceThereAreMoreThanPicturesHave(int texts, bool expected)
    {
        var png = Png();
        byte[] text = [0, 0, 0, 0, .. "zTXt"u8, 0, 0, 0, 0];

        Assert.Equal(expected, PictureSize.IsAcceptable([.. png[..EndOfHeader], .. Enumerable.Repeat(text, texts).SelectMany(bytes => bytes), .. png[EndOfHeader..]]));
    }

    [Fact]
    public void IsAcceptable_PngThatEndsBeforeItsPixels_IsRefused()
    {
        var png = Png();

        Assert.False(PictureSize.IsAcceptable([.. png[..EndOfHeader], 0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82, .. png[EndOfHeader..]]));
    }

    [Fact]
    public void IsAcceptable_PngCutOff_IsRefused() => Assert.False(PictureSize.IsAcceptable(Png().AsSpan()[..^1]));

    [Theory]
    [InlineData(30000, 30000, true)]
    [InlineData(10000, 5001, true)]
    [InlineData(10000, 5000, false)]
    [InlineData(-1, -1, false)]
    public void IsTooLarge_PngThatIsNoMoreThanItsHeader_GoesByWhatThatSays(int width, int height, bool expected)
    {
        var header = Png()[..EndOfHeader];
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(20), height);

        Assert.Equal(expected, PictureSize.IsTooLarge(header));
    }

    [Fact]
    public void IsTooLarge_OtherFormats_AreNotJudged()
    {
        using var frame = new Mat(48, 64, MatType.CV_8UC3, Scalar.All(9));
        Assert.False(PictureSize.IsTooLarge(frame.ImEncode(".bmp")));
    }

    private static byte[] Jpeg(int height, int width)
    {
        using var frame = new Mat(height, width, MatType.CV_8UC3, Scalar.All(9));
        return frame.ImEncode(".jpg");
    }

    private static byte[] Png()
    {
        using var frame = new Mat(48, 64, MatType.CV_8UC3, Scalar.All(9));
        return frame.ImEncode(".png");
    }
}
