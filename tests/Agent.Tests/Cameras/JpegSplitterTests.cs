using System.Text;
using CsCheck;
using Defects.Agent.Cameras;

namespace Defects.Agent.Tests.Cameras;

public sealed class JpegSplitterTests
{
    private static readonly byte[][] Pictures =
    [
        ColourModel.Jpeg(200, 40, 40), ColourModel.Jpeg(40, 200, 40, 200, 120), WithThumbnail(ColourModel.Jpeg(9, 9, 9)), Noisy(),
    ];

    public static TheoryData<string, string> Framings => new()
    {
        { "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {0}\r\n\r\n", "\r\n" },
        { "--frame\r\nContent-Type: image/jpeg\r\n\r\n", "\r\n" },
        { "frame\r\nContent-Length: 17\r\n\r\n", "" },
        { "\n--\"a b\"\nContent-type: image/jpeg\nContent-length: {0}\n\n", "" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(Framings))]
    public void Split_AnyBoundaryStyle_GivesEveryPicture(string head, string tail)
    {
        var stream = Pictures.SelectMany(picture => Encoding.ASCII.GetBytes(head.Replace("{0}", $"{picture.Length}", StringComparison.Ordinal))
            .Concat(picture).Concat(Encoding.ASCII.GetBytes(tail))).ToArray();

        Assert.Equal(Pictures, Split(stream, [stream.Length]));
    }

    [Fact]
    public void Split_AnyChunking_GivesTheSamePictures()
    {
        var stream = Pictures.SelectMany(picture => "--x\r\n\r\n"u8.ToArray().Concat(picture)).ToArray();

        Gen.Int[1, 4000].Array[1, 40].Sample(chunks => Assert.Equal(Pictures, Split(stream, chunks)), iter: 200);
    }

    [Fact]
    public void Split_GarbageBetweenPictures_LosesNone()
    {
        Garbage.Where(between => !between.Any(HoldsStart)).Sample(
            between =>
            {
                var (stream, ends) = Interleave(between);
                Assert.Equal(ends, Ends(stream, Split(stream, [997])).Intersect(ends));
            },
            iter: 500);
    }

    [Fact]
    public void Split_GarbageThatSpellsTheHeadOfAPicture_LosesOnlyWhatThatOneRunsInto()
    {
        // Nothing in the bytes tells such a head from a real one: the picture that it runs into is lost, and no other.
        Garbage.Sample(
            between =>
            {
                var (stream, ends) = Interleave(between);
                var found = Split(stream, [997]);
                var spans = Ends(stream, found).Zip(found, (end, jpeg) => (Start: end - jpeg.Length, End: end)).ToList();
                Assert.All(Pictures.Zip(ends), picture =>
                {
                    var (start, end) = (picture.Second - picture.First.Length, picture.Second);
                    Assert.Contains(spans, span => span.End == end || (span.Start < start && span.End > start));
                });
            },
            iter: 2000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(-1)]
    public void Split_PictureCutOff_GivesTheNextOneAndCounts(int length)
    {
        var cut = Pictures[0].AsSpan(0, length > 0 ? length : Pictures[0].Length + length).ToArray();
        using var splitter = new JpegSplitter();

        var found = Split(splitter, [.. cut, .. "\r\n--frame\r\n\r\n"u8, .. Pictures[1]], [50]);

        Assert.Equal([Pictures[1]], found);
        Assert.Equal(1, splitter.Damaged);
    }

    [Fact]
    public void Split_PictureLargerThanAllowed_IsSkippedInBoundedMemory()
    {
        var endless = new byte[400_000];
        Pictures[0].CopyTo(endless, 0);
        endless.AsSpan(Pictures[0].Length - 2, 2).Clear();
        using var splitter = new JpegSplitter(maxFrameBytes: 100_000);

        var found = Split(splitter, [.. endless, .. Pictures[1]], [5000]);

        Assert.Equal([Pictures[1]], found);
        Assert.Equal(1, splitter.Damaged);
        Assert.InRange(splitter.BufferBytes, 0, 262_144);
    }

    [Fact]
    public void Split_LargePictureAmongSmallOnes_LetsItsRoomGo()
    {
        using var splitter = new JpegSplitter();
        byte[] large = [.. Pictures[0][..^2], .. new byte[3 << 20], .. Pictures[0][^2..]];

        Assert.Single(Split(splitter, large, [5000]));
        Assert.InRange(splitter.BufferBytes, 3 << 20, 8 << 20);

        var small = Enumerable.Repeat(Pictures[1], 300).SelectMany(picture => picture).ToArray();
        Assert.Equal(300, Split(splitter, small, [5000]).Count);
        Assert.InRange(splitter.BufferBytes, 0, 262_144);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public void Split_PictureJustLargerThanAllowed_IsSkippedHoweverItArrives(int chunk)
    {
        var picture = ColourModel.Jpeg(200, 40, 40, 320, 240);
        using var splitter = new JpegSplitter(maxFrameBytes: picture.Length - 1);

        Assert.Equal([Pictures[0]], Split(splitter, [.. picture, .. Pictures[0]], [chunk]));
        Assert.Equal(1, splitter.Damaged);
    }

    [Fact]
    public void Split_PictureAsLargeAsAllowed_IsTaken()
    {
        using var splitter = new JpegSplitter(maxFrameBytes: Pictures[0].Length);

        Assert.Equal([Pictures[0]], Split(splitter, Pictures[0], [Pictures[0].Length]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Split_PictureOfManySegments_IsTakenHoweverItArrives(int chunk)
    {
        // As many as a colour profile may have, and each waited for byte by byte.
        var profile = Enumerable.Repeat<byte[]>([0xFF, 0xE2, 0, 3, 0], 255).SelectMany(bytes => bytes);
        byte[] picture = [.. Pictures[0].AsSpan(0, 2), .. profile, .. Pictures[0].AsSpan(2)];
        using var splitter = new JpegSplitter();

        Assert.Equal([picture], Split(splitter, picture, [chunk]));
    }

    [Fact]
    public void Split_HeadsWithinHeadsThatRunIntoOneScan_AreNotEachWalkedToItsEnd()
    {
        // Each head of six bytes leads to the thousandth behind it, and the last thousand to one scan of a megabyte, which ends in nothing.
        var heads = Enumerable.Repeat<byte[]>([0xFF, 0xD8, 0xFF, 0xE0, 0x17, 0x6E], 10_000).SelectMany(bytes => bytes);
        var landings = Enumerable.Range(0, 1000).SelectMany<int, byte>(i => [0, 0, 0xFF, 0xE0, (byte)((5996 - (6 * i)) >> 8), (byte)(5996 - (6 * i))]);
        var scan = Enumerable.Repeat<byte[]>([0xFF, 0x00], 500_000).SelectMany(bytes => bytes);
        byte[] stream = [.. heads, .. landings, 0xFF, 0xDA, 0x00, 0x08, .. new byte[6], .. scan, .. Pictures[0]];
        using var splitter = new JpegSplitter();

        Assert.Equal([Pictures[0]], Split(splitter, stream, [32_000]));
        Assert.InRange(splitter.Damaged, 1, 100);
    }

    [Fact]
    public void Split_EndlessGarbage_StaysInBoundedMemory()
    {
        var random = new Random(1);
        var chunk = new byte[10_000];
        using var splitter = new JpegSplitter(maxFrameBytes: 100_000);
        for (var i = 0; i < 200; i++)
        {
            random.NextBytes(chunk);
            Split(splitter, chunk, [1000]);
        }

        Assert.InRange(splitter.BufferBytes, 0, 262_144);
    }

    /// <summary>Garbage of marker bytes is the worst of all: it looks like starts of pictures, segments and ends.</summary>
    private static Gen<byte[][]> Garbage
    {
        get
        {
            byte[] markers = [0xFF, 0xFF, 0xFF, 0xD8, 0xD8, 0xD9, 0xDA, 0xE1, 0x00, 0x02];
            return Gen.OneOf(Gen.Byte, Gen.Int[0, markers.Length - 1].Select(i => markers[i])).Array[0, 300].Array[Pictures.Length];
        }
    }

    private static bool HoldsStart(byte[] garbage) =>
        garbage.AsSpan().IndexOf([(byte)0xFF, (byte)0xD8, (byte)0xFF]) >= 0 || garbage.AsSpan().EndsWith([(byte)0xFF, (byte)0xD8]);

    /// <returns>The stream, and where in it each picture ends.</returns>
    private static (byte[] Stream, int[] Ends) Interleave(byte[][] between)
    {
        var stream = new List<byte>();
        var ends = new int[Pictures.Length];
        for (var i = 0; i < Pictures.Length; i++)
        {
            stream.AddRange(between[i]);
            stream.AddRange(Pictures[i]);
            ends[i] = stream.Count;
        }

        // What garbage announces is waited for: a segment for 64 KiB, a scan until the next picture starts.
        return ([.. stream, .. new byte[70_000], .. ColourModel.GoodJpeg()], ends);
    }

    private static List<int> Ends(byte[] stream, List<byte[]> found)
    {
        var ends = new List<int>();
        var from = 0;
        foreach (var picture in found)
        {
            from += stream.AsSpan(from).IndexOf(picture) + picture.Length;
            ends.Add(from);
        }

        return ends;
    }

    private static List<byte[]> Split(byte[] stream, int[] chunks)
    {
        using var splitter = new JpegSplitter();
        return Split(splitter, stream, chunks);
    }

    private static List<byte[]> Split(JpegSplitter splitter, byte[] stream, int[] chunks)
    {
        var found = new List<byte[]>();
        for (var (at, i) = (0, 0); at < stream.Length; i++)
        {
            var space = splitter.Space();
            var count = Math.Min(Math.Min(chunks[i % chunks.Length], space.Length), stream.Length - at);
            stream.AsMemory(at, count).CopyTo(space);
            splitter.Advance(count);
            at += count;
            while (splitter.TryRead(out var jpeg))
            {
                found.Add(jpeg.ToArray());
            }
        }

        return found;
    }

    /// <summary>The picture with an EXIF segment that holds a whole JPEG of its own.</summary>
    private static byte[] WithThumbnail(byte[] picture)
    {
        byte[] payload = [.. "Exif\0\0"u8, .. ColourModel.Jpeg(1, 2, 3)];
        var length = payload.Length + 2;
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. payload, .. picture.AsSpan(2)];
    }

    /// <summary>A picture with much entropy, so that its scan holds stuffed FF bytes, in several scans.</summary>
    private static byte[] Noisy()
    {
        using var frame = new OpenCvSharp.Mat(120, 160, OpenCvSharp.MatType.CV_8UC3);
        var bytes = new byte[120 * 160 * 3];
        new Random(1).NextBytes(bytes);
        System.Runtime.InteropServices.Marshal.Copy(bytes, 0, frame.Data, bytes.Length);
        var jpeg = frame.ImEncode(".jpg", new OpenCvSharp.ImageEncodingParam(OpenCvSharp.ImwriteFlags.JpegProgressive, 1));
        Assert.True(jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0x00]) > 0);
        return jpeg;
    }
}
