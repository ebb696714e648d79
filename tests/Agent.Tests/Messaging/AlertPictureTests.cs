using Defects.Shared.Imaging;
using Defects.Agent.Messaging;
using OpenCvSharp;

namespace Defects.Agent.Tests.Messaging;

public sealed class AlertPictureTests
{
    [Fact]
    public void Draw_HotCorner_IsOutlinedAndTheRestIsTheFrame()
    {
        // 8 x 8 cells; the four at the upper right are hot.
        var heatmap = new float[64];
        foreach (var cell in (int[])[6, 7, 14, 15])
        {
            heatmap[cell] = 5;
        }

        using var picture = Decode(AlertPicture.Draw(ColourModel.Jpeg(40, 200, 40, 640, 480), FrameView.Whole, heatmap, 8, 8, " "));

        Assert.Equal(new Size(640, 480), picture.Size());
        Assert.True(RedPixels(picture, new Rect(400, 0, 240, 200)) > 200);
        Assert.Equal(0, RedPixels(picture, new Rect(0, 0, 400, 480)));
        Assert.Equal(0, RedPixels(picture, new Rect(400, 200, 240, 280)));
    }

    [Fact]
    public void Draw_FlatHeatmap_OutlinesNothing()
    {
        using var picture = Decode(AlertPicture.Draw(ColourModel.GoodJpeg(), FrameView.Whole, new float[16], 4, 4, " "));

        Assert.Equal(0, RedPixels(picture, new Rect(0, 0, picture.Width, picture.Height)));
    }

    [Fact]
    public void Draw_DamagedFrameOrWrongMap_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => AlertPicture.Draw([1, 2, 3], FrameView.Whole, new float[4], 2, 2, ""));
        Assert.Throws<ArgumentException>(() => AlertPicture.Draw(ColourModel.GoodJpeg(), FrameView.Whole, new float[3], 2, 2, ""));
    }

    private static Mat Decode(byte[] jpeg) => Cv2.ImDecode(jpeg, ImreadModes.Color);

    private static int RedPixels(Mat picture, Rect region)
    {
        using var part = new Mat(picture, region);
        using var red = new Mat();
        Cv2.InRange(part, new Scalar(0, 0, 180), new Scalar(110, 110, 255), red);
        return Cv2.CountNonZero(red);
    }
}
