using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Commands.Adapt;
using Defects.Agent.Configuration;
using Defects.Shared.Imaging;

namespace Defects.Agent.Tests.Commands;

public sealed class ReferenceCaptureTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _state = new();
    private readonly CancellationTokenSource _enough = new();

    public void Dispose()
    {
        _state.Dispose();
        _enough.Dispose();
    }

    [Fact]
    public void Offer_StreamOfManyPictures_TakesOneEachInterval()
    {
        var capture = Capture(new CameraOptions { Source = "http://camera" });

        // Ten pictures a second for a minute, of which one each 30 s is wanted.
        for (var i = 0; i <= 600; i++)
        {
            capture.Offer(ColourModel.GoodJpeg(), Start.AddMilliseconds(100 * i));
        }

        Assert.Equal(3, capture.Taken);
        Assert.Equal(["20261126T080000000Z", "20261126T080030000Z", "20261126T080100000Z"], Folder.Frames.Select(Path.GetFileNameWithoutExtension));
        Assert.True(_enough.IsCancellationRequested);
        capture.Offer(ColourModel.GoodJpeg(), Start.AddHours(1));
        Assert.Equal(3, capture.Taken);
    }

    [Fact]
    public void Offer_BytesThatAreNoPicture_WaitsForTheNext()
    {
        var capture = Capture(new CameraOptions { Source = "http://camera" });

        capture.Offer([0xFF, 0xD8, 0xFF], Start);
        capture.Offer(ColourModel.GoodJpeg(), Start.AddSeconds(1));

        Assert.Equal(1, capture.Taken);
    }

    [Fact]
    public void Offer_CameraThatIsTurned_KeepsWhatTheModelSees()
    {
        Capture(new CameraOptions { Source = "http://camera", Rotate = 90 }).Offer(ColourModel.GoodJpeg(), Start);

        using var kept = FramePreprocessing.TryDecode(File.ReadAllBytes(Assert.Single(Folder.Frames)))!;
        Assert.Equal((48, 64), (kept.Width, kept.Height));
    }

    private ReferenceFolder Folder => ReferenceFolder.Of(_state.Path, new CameraKey("p1", "bed"));

    private ReferenceCapture Capture(CameraOptions camera) => new(CameraSettings.Of(camera), Folder, most: 3, apart: TimeSpan.FromSeconds(30), _enough);
}
