using Defects.Agent.Adaptation;
using Defects.Agent.Cameras.Quality;
using OpenCvSharp;

namespace Defects.Agent.Tests.Adaptation.Collection;

/// <summary>What becomes of collected frames by what happens to the camera: it shows nothing, is moved, turned or cropped.</summary>
public sealed class CollectedCameraTests : IDisposable
{
    private readonly CollectingFarm _farm = new();

    public void Dispose() => _farm.Dispose();

    [Theory]
    [InlineData(CameraFault.Dark)]
    [InlineData(CameraFault.Overexposed)]
    [InlineData(CameraFault.Covered)]
    [InlineData(CameraFault.Blurred)]
    [InlineData(CameraFault.Frozen)]
    [InlineData(CameraFault.Moved)]
    public async Task Frames_OfACameraWithAFault_AreNotCollected(object fault)
    {
        _farm.Begin();
        _farm.Show(minutes: 6, fault: (CameraFault)fault);
        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
    }

    [Fact]
    public async Task Frames_OfThePlaceBeforeTheCameraWasMoved_AreDeletedAndOnlyLaterOnesEnter()
    {
        _farm.Begin();
        _farm.Show(minutes: 6);
        await _farm.SettleAsync();
        _farm.Show(minutes: 1, fault: CameraFault.Moved);
        var moved = _farm.Now;
        _farm.Show(minutes: 6);
        _farm.Complete();
        _farm.Begin();

        await _farm.SettleAsync();

        Assert.Equal(12, _farm.Reference.Frames.Count);
        Assert.All(_farm.Reference.Frames, file => Assert.True(ReferenceFolder.TimeOf(file) > moved));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Frames_OfACameraThatIsMovedBeforeTheNextPrint_DoNotEnter(bool onceItIsOver)
    {
        _farm.Begin();
        _farm.Show(minutes: 6);
        if (onceItIsOver)
        {
            _farm.Complete();
        }

        _farm.Show(minutes: 1, fault: CameraFault.Moved);
        _farm.Complete();
        _farm.Begin();
        await _farm.SettleAsync();

        Assert.Empty(_farm.Reference.Frames);
    }

    [Fact]
    public async Task Frames_OfACameraThatIsTurnedInThePrint_AreDeleted()
    {
        _farm.Begin();
        _farm.Show(minutes: 6);
        await _farm.SettleAsync();

        _farm.Configure(CollectingFarm.Camera with { Rotate = 180 });
        await _farm.SettleAsync();

        Assert.Empty(_farm.Pending);
    }

    [Fact]
    public async Task Frames_OfACroppedCamera_AreAsTheModelSeesThem()
    {
        using var farm = new CollectingFarm(camera: CollectingFarm.Camera with { Crop = "0,0,0.5,1" });
        farm.Begin();
        farm.Show(minutes: 1);
        await farm.WriteAsync();

        using var picture = Cv2.ImRead(Assert.Single(farm.Pending).Folder.Frames[0]);
        Assert.Equal((32, 48), (picture.Width, picture.Height));
    }
}
