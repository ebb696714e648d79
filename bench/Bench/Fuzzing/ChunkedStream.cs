namespace Defects.Bench.Fuzzing;

/// <summary>Gives bytes in pieces of any size, as a network does.</summary>
internal sealed class ChunkedStream(byte[] bytes, Random random) : MemoryStream(bytes, writable: false)
{
    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Chunk(random))]);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    /// <summary>Mostly pieces of a few bytes, which split markers and lengths, and now and then a large one.</summary>
    public static int Chunk(Random random) => random.Next(1, 1 << random.Next(1, 15));
}
