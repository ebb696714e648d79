using System.Numerics;
using Defects.Agent.Cameras;
using Defects.Agent.Devices;

namespace Defects.Bench.Fuzzing;

/// <summary>Streams of JPEGs with anything between them: MJPEG over HTTP, and what a Bambu printer sends behind TLS.</summary>
internal sealed class StreamTarget(string name, IReadOnlyList<byte[]> corpus) : IFuzzTarget
{
    private const int Small = 1000;

    // Longer than any segment, so that what an input announces has ended before the sound picture comes.
    private static readonly byte[] Silence = new byte[66_000];
    private static readonly byte[] Sound = [0xFF, 0xD8, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x55, 0xFF, 0xD9];

    public string Name => name;

    public IReadOnlyList<byte[]> Corpus => corpus;

    public byte[] Next(Random random) => Mutation.Of(corpus, random);

    public string? Check(byte[] input)
    {
        var random = new Random((int)Crc32.Of(input));
        byte[] healed = [.. input, .. Silence, .. Sound];
        return CheckLimit(input, Small, random) ?? CheckLimit(healed, JpegSplitter.MaxFrameBytes, random) ?? CheckStream(healed, random);
    }

    private static string? CheckLimit(byte[] input, int limit, Random random)
    {
        var (whole, damaged) = Split(input, limit, () => int.MaxValue, out var wrong);
        var (pieces, damagedInPieces) = Split(input, limit, () => ChunkedStream.Chunk(random), out var wrongInPieces);
        return (wrong ?? wrongInPieces) is { } broken ? broken
            : !Same(whole, pieces) ? $"{whole.Count} pictures in one piece and {pieces.Count} others in small ones, none above {limit} bytes"
            : damaged != damagedInPieces ? $"{damaged} damaged pictures in one piece and {damagedInPieces} in small ones, none above {limit} bytes"
            : null;
    }

    private static string? CheckStream(byte[] healed, Random random)
    {
        var sink = new PictureSink();
        using var stall = new StallTimeout(TimeSpan.FromHours(1), TimeProvider.System, CancellationToken.None);
        using var stream = new ChunkedStream(healed, random);
        var counted = new JpegStream(sink, stall, TimeProvider.System).ReadAsync(stream).GetAwaiter().GetResult();
        return counted != sink.Pictures.Count ? $"{counted} pictures counted, {sink.Pictures.Count} offered"
            : sink.Pictures.Count == 0 || !sink.Pictures[^1].AsSpan().SequenceEqual(Sound) ? "the sound picture at the end was not found"
            : null;
    }

    private static (List<byte[]> Pictures, long Damaged) Split(byte[] input, int limit, Func<int> chunk, out string? wrong)
    {
        var found = new List<byte[]>();
        using var splitter = new JpegSplitter(limit);
        wrong = null;
        for (var at = 0; at < input.Length;)
        {
            var space = splitter.Space();
            var count = Math.Min(Math.Min(chunk(), space.Length), input.Length - at);
            input.AsMemory(at, count).CopyTo(space);
            splitter.Advance(count);
            at += count;
            while (splitter.TryRead(out var jpeg))
            {
                wrong ??= jpeg.Length > limit ? $"a picture of {jpeg.Length} bytes where {limit} are allowed"
                    : !jpeg.StartsWith<byte>([0xFF, 0xD8, 0xFF]) || !jpeg.EndsWith<byte>([0xFF, 0xD9]) ? "a picture without start or end"
                    : null;
                found.Add(jpeg.ToArray());
            }

            var bound = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(128 << 10, limit + (32 << 10)));
            wrong ??= splitter.BufferBytes > bound ? $"a buffer of {splitter.BufferBytes} bytes" : null;
        }

        return (found, splitter.Damaged);
    }

    private static bool Same(List<byte[]> one, List<byte[]> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
