using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Commands.Adapt;
using Defects.Agent.Configuration;
using Defects.Shared.Imaging;

namespace Defects.Agent.Tests.Commands;

public sealed class ReferenceCaptureTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
    private readonly CancellationTokenSource _enough = new();

    public void Dispose() => _enough.Dispose();

    [Fact]
    public void Offer_StreamOfManyPictures_TakesOneEachInterval()
    {
        var capture = Capture(new CameraOptions { Source = "http://camera" });

        // Ten pictures a second for a minute, of which one each 30 s is wanted.
        for (var i = 0; i <= 600; i++)
        {
            capture.Offer(ColourModel.ShapedJpeg(), Start.AddMilliseconds(100 * i));
        }

        Assert.Equal([Start, Start.AddSeconds(30), Start.AddSeconds(60)], capture.Taken.Select(picture => picture.TakenAt));
        Assert.True(_enough.IsCancellationRequested);
        capture.Offer(ColourModel.ShapedJpeg(), Start.AddHours(1));
        Assert.Equal(3, capture.Taken.Count);
    }

    [Fact]
    public void Offer_BytesThatAreNoPicture_WaitsForTheNext()
    {
        var capture = Capture(new CameraOptions { Source = "http://camera" });

        capture.Offer([0xFF, 0xD8, 0xFF], Start);
        capture.Offer(ColourModel.ShapedJpeg(), Start.AddSeconds(1));

        Assert.Equal(Start.AddSeconds(1), Assert.Single(capture.Taken).TakenAt);
    }

    [Fact]
    public void Offer_PicturesThatShowNoPrint_WaitsForOneThatDoes()
    {
        var capture = Capture(new CameraOptions { Source = "http://camera" });

        capture.Offer(ColourModel.Jpeg(3, 3, 3), Start);
        Assert.Equal(CameraFault.Dark, capture.PassedOver);
        capture.Offer(ColourModel.GoodJpeg(), Start.AddSeconds(1));
        Assert.Equal(CameraFault.Covered, capture.PassedOver);
        capture.Offer(ColourModel.ShapedJpeg(), Start.AddSeconds(2));

        Assert.Equal(Start.AddSeconds(2), Assert.Single(capture.Taken).TakenAt);
    }

    [Fact]
    public void Offer_CameraThatIsTurned_KeepsWhatTheModelSees()
    {
        var capture = Capture(new CameraOptions { Source = "http://camera", Rotate = 90 });

        capture.Offer(ColourModel.ShapedJpeg(), Start);

        using var kept = FramePreprocessing.TryDecode(Assert.Single(capture.Taken).Jpeg)!;
        Assert.Equal((168, 224), (kept.Width, kept.Height));
    }

    private ReferenceCapture Capture(CameraOptions camera) => new(CameraSettings.Of(camera), most: 3, apart: TimeSpan.FromSeconds(30), _enough);
}
