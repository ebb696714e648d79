using Defects.Agent.Inference;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Bench.Fuzzing;

/// <summary>From encoded bytes to the model's input: the size that is read first, OpenCV's decoders, the resize.</summary>
internal sealed class PictureTarget(IReadOnlyList<byte[]> corpus) : IFuzzTarget
{
    private const int Side = 96;
    private const int GuardBytes = 4096;
    private const byte Guard = 0xA5;

    private readonly byte[] _slot = [.. Enumerable.Repeat(Guard, (2 * GuardBytes) + (Side * Side * 3))];

    public string Name => "picture";

    public IReadOnlyList<byte[]> Corpus => corpus;

    public byte[] Next(Random random)
    {
        var input = Mutation.Of(corpus, random);
        if (input.AsSpan().StartsWith<byte>([0x89, (byte)'P']) && random.Next(4) > 0)
        {
            PngChunks.MendChecksums(input);
        }

        return input;
    }

    public string? Check(byte[] input)
    {
        using var frame = FrameDecoding.TryDecode(input, FrameView.Whole);
        if (frame is null)
        {
            return null;
        }

        if (!input.AsSpan().StartsWith<byte>([0xFF, 0xD8]) && !input.AsSpan().StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            return "neither JPEG nor PNG, and decoded";
        }

        if (!PictureSize.TryRead(input, out var width, out var height) || (width, height) != (frame.Width, frame.Height))
        {
            return $"said to be {width} x {height}, decoded as {frame.Width} x {frame.Height}";
        }

        if (frame.Type() != MatType.CV_8UC3)
        {
            return $"decoded as {frame.Type()}";
        }

        FramePreprocessing.Resize(frame, _slot.AsSpan(GuardBytes, Side * Side * 3), Side, Side);
        return _slot.AsSpan(0, GuardBytes).ContainsAnyExcept(Guard) || _slot.AsSpan()[^GuardBytes..].ContainsAnyExcept(Guard)
            ? "written outside the model's input"
            : null;
    }
}
