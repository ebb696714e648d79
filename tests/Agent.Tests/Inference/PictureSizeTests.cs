using Defects.Agent.Inference;
using OpenCvSharp;

namespace Defects.Agent.Tests.Inference;

public sealed class PictureSizeTests
{
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
        var jpeg = ColourModel.GoodJpeg();
        var header = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        jpeg.AsSpan(header + 5, 4).Fill(0xFF);

        Assert.False(PictureSize.IsAcceptable(jpeg));
    }

    [Fact]
    public void IsAcceptable_AnyCut_NeverThrows()
    {
        var jpeg = ColourModel.GoodJpeg();
        for (var length = 0; length < jpeg.Length; length++)
        {
            PictureSize.IsAcceptable(jpeg.AsSpan(0, length));
        }
    }
}
