using Defects.CameraFarm.Pictures;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Bench.Tests.CameraFarm;

/// <summary>The faults that spoil the pictures and leave the connection alone.</summary>
public sealed class FaultyPicturesTests
{
    [Fact]
    public async Task Freeze_OfAnOpenStream_TheSameBytesUntilItEnds()
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);
        await stream.UntilAsync((one, two, three) => !one.SequenceEqual(two) && !two.SequenceEqual(three));

        await farm.BeginAsync("freeze");
        await stream.UntilAsync((one, two, three) => one.SequenceEqual(two) && two.SequenceEqual(three));

        await farm.EndAsync();
        await stream.UntilAsync((one, two, three) => !one.SequenceEqual(two) && !two.SequenceEqual(three));
    }

    [Theory]
    [InlineData("truncate")]
    [InlineData("garbage")]
    [InlineData("dark")]
    [InlineData("covered")]
    [InlineData("blurred")]
    public async Task Fault_OfAnOpenStream_NoHealthyPictureUntilItEnds(string fault)
    {
        await using var farm = new TestFarm();
        using var stream = await farm.OpenAsync(0);
        await stream.UntilAsync((one, two, three) => IsHealthy(one) && IsHealthy(two) && IsHealthy(three));

        await farm.BeginAsync(fault);
        await stream.UntilAsync((one, two, three) => !IsHealthy(one) && !IsHealthy(two) && !IsHealthy(three));

        await farm.EndAsync();
        await stream.UntilAsync((one, two, three) => IsHealthy(one) && IsHealthy(two) && IsHealthy(three));
    }

    [Fact]
    public async Task Fault_OfARange_LeavesTheOthersAlone()
    {
        await using var farm = new TestFarm(cameras: 3);
        (await farm.Client.PutAsync("/cameras/1-2/fault/garbage", content: null, farm.Cancel)).EnsureSuccessStatusCode();

        var pictures = await Task.WhenAll(farm.SnapshotAsync(0), farm.SnapshotAsync(1), farm.SnapshotAsync(2));
        Assert.Equal([true, false, false], pictures.Select(Decodes));
    }

    [Fact]
    public async Task Truncate_Picture_IsTheFirstHalfOfAHealthyOne()
    {
        var cut = await SeeAsync("truncate");

        Assert.Contains(Healthy, whole => cut.Length == whole.Length / 2 && whole.Span.StartsWith(cut));
    }

    [Fact]
    public async Task Garbage_Picture_IsAsLongAsAHealthyOneAndDoesNotDecode()
    {
        var garbage = await SeeAsync("garbage");

        Assert.Contains(garbage.Length, Healthy.Select(whole => whole.Length));
        Assert.False(Decodes(garbage));
    }

    [Fact]
    public async Task Huge_Picture_IsOfTenMegabytesAndTwelveMegapixels()
    {
        var huge = await SeeAsync("huge");

        Assert.InRange(huge.Length, 8e6, 12e6);
        using var decoded = FramePreprocessing.TryDecode(huge);
        Assert.Equal(new Size(4000, 3000), decoded!.Size());
    }

    [Fact]
    public async Task Dark_Picture_HasNoValueFarAboveTwelve()
    {
        using var dark = FramePreprocessing.TryDecode(await SeeAsync("dark"))!;
        using var grey = dark.CvtColor(ColorConversionCodes.BGR2GRAY);
        grey.MinMaxLoc(out double _, out var brightest);

        Assert.InRange(brightest, 4, 14);
        Assert.InRange(grey.Mean().Val0, 0.5, 6);
    }

    [Fact]
    public async Task Covered_Picture_IsNearlyUniform()
    {
        using var covered = FramePreprocessing.TryDecode(await SeeAsync("covered"))!;

        Assert.InRange(Contrast(covered), 0, 10);
        Assert.InRange(Contrast(Sharp()), 25, 128);
    }

    [Fact]
    public async Task Blurred_Picture_KeepsTheLightAndLosesTheEdges()
    {
        using var blurred = FramePreprocessing.TryDecode(await SeeAsync("blurred"))!;
        using var sharp = Sharp();

        Assert.Equal(sharp.Mean().Val1, blurred.Mean().Val1, 1.0);
        Assert.InRange(Edges(blurred), 0, Edges(sharp) / 3);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Healthy =>
        [.. Enumerable.Range(0, PictureLibrary.Frames).Select(frame => TestFarm.Pictures.See(Look.Sharp, scene: 0, frame).Bytes)];

    private static async Task<byte[]> SeeAsync(string fault)
    {
        await using var farm = new TestFarm();
        await farm.BeginAsync(fault);
        return await farm.SnapshotAsync(0);
    }

    private static bool IsHealthy(byte[] picture) => Healthy.Any(healthy => healthy.Span.SequenceEqual(picture));

    private static bool Decodes(byte[] picture)
    {
        using var decoded = FramePreprocessing.TryDecode(picture);
        return decoded is not null;
    }

    private static Mat Sharp() => FramePreprocessing.TryDecode(Healthy[0].Span)!;

    private static double Contrast(Mat picture)
    {
        using var grey = picture.CvtColor(ColorConversionCodes.BGR2GRAY);
        Cv2.MeanStdDev(grey, out _, out var deviation);
        return deviation.Val0;
    }

    // Of the picture at a quarter of its size, where the noise has averaged out.
    private static double Edges(Mat picture)
    {
        using var small = picture.Resize(new Size(), 0.25, 0.25, InterpolationFlags.Area);
        using var edges = small.CvtColor(ColorConversionCodes.BGR2GRAY).Laplacian(MatType.CV_32F);
        Cv2.MeanStdDev(edges, out _, out var deviation);
        return deviation.Val0;
    }
}
