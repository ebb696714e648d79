using Defects.CameraFarm;
using Defects.CameraFarm.Pictures;
using Defects.Shared.Imaging;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace Defects.Bench.Tests.CameraFarm;

public sealed class HealthyCameraTests
{
    [Fact]
    public async Task Stream_Healthy_PicturesDecodeAndDifferByNoise()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);
        using var one = FramePreprocessing.TryDecode(await stream.NextAsync());
        using var other = FramePreprocessing.TryDecode(await stream.NextAsync());

        Assert.Equal(new Size(320, 240), one!.Size());
        using var difference = new Mat();
        Cv2.Absdiff(one, other!, difference);
        // Two draws of a normal noise of 4 differ by 4.5 in the mean; JPEG takes some of it away.
        Assert.InRange(Cv2.Mean(difference).Val1, 1, 4.5);
    }

    [Fact]
    public async Task Stream_OneRoundOfFrames_IsTheSceneOfThatCamera()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(1);
        for (var i = 0; i < PictureLibrary.Frames; i++)
        {
            var picture = await stream.NextAsync();
            Assert.Contains(Frames(scene: 1), frame => frame.Bytes.Span.SequenceEqual(picture));
        }
    }

    [Fact]
    public async Task Snapshots_TimePassesOneInterval_EachCameraGoesOnAtItsOwnMoment()
    {
        var time = new FakeTimeProvider();
        await using var farm = new TestFarm(cameras: 4, rate: 1, time: time);
        var changed = new List<int>();

        // Between the four moments, which are a quarter of a second apart.
        time.Advance(TimeSpan.FromSeconds(0.125));
        var before = await AllAsync();
        for (var quarter = 0; quarter < 4; quarter++)
        {
            time.Advance(TimeSpan.FromSeconds(0.25));
            var after = await AllAsync();
            changed.Add(Assert.Single(Enumerable.Range(0, 4), camera => !after[camera].SequenceEqual(before[camera])));
            before = after;
        }

        Assert.Equal([0, 1, 2, 3], changed.Order());

        Task<byte[][]> AllAsync() => Task.WhenAll(Enumerable.Range(0, 4).Select(farm.SnapshotAsync));
    }

    [Fact]
    public async Task Snapshot_SameMoment_SamePicture()
    {
        await using var farm = new TestFarm(time: new FakeTimeProvider());

        Assert.Equal(await farm.SnapshotAsync(0), await farm.SnapshotAsync(0));
    }

    [Theory]
    [InlineData("Mjpeg", "multipart/x-mixed-replace", "multipart/x-mixed-replace")]
    [InlineData("Snapshot", "image/jpeg", "image/jpeg")]
    [InlineData("Mixed", "multipart/x-mixed-replace", "image/jpeg")]
    public async Task Camera_WithoutWay_AnswersByKind(string kind, string even, string odd)
    {
        await using var farm = new TestFarm(kind: Enum.Parse<CameraKind>(kind));

        Assert.Equal(even, await TypeOfAsync("/camera/0"));
        Assert.Equal(odd, await TypeOfAsync("/camera/1"));

        async Task<string?> TypeOfAsync(string address)
        {
            using var answer = await farm.Client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, farm.Cancel);
            return answer.Content.Headers.ContentType?.MediaType;
        }
    }

    [Fact]
    public async Task Counts_StreamAndSnapshot_PicturesOfEachCameraAndOpenConnections()
    {
        await using var farm = new TestFarm(cameras: 3);
        await farm.SnapshotAsync(0);
        using (var stream = await farm.OpenAsync(1))
        {
            await stream.UntilAsync((_, _, _) => true);
            var (connections, pictures) = await farm.CountsAsync();

            // The stream's, and the one that asks.
            Assert.Equal(2, connections);
            Assert.Equal((1, 0), (pictures[0], pictures[2]));
            Assert.InRange(pictures[1], 3, 1000);
        }

        await farm.UntilConnectionsAsync(1);
    }

    private static IEnumerable<Picture> Frames(int scene) =>
        Enumerable.Range(0, PictureLibrary.Frames).Select(frame => TestFarm.Pictures.See(Look.Sharp, scene, frame));
}
