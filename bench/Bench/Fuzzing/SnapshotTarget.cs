using Defects.Agent.Cameras;
using Defects.Agent.Devices;

namespace Defects.Bench.Fuzzing;

/// <summary>Answers of cameras that give one picture a request: any body, any type, in any pieces.</summary>
internal sealed class SnapshotTarget(IReadOnlyList<byte[]> corpus) : IFuzzTarget
{
    private static readonly string?[] Types =
        [null, "image/jpeg", "image/png; charset=x", "text/html", "", ";", "image/", "multipart/x-mixed-replace;boundary=--frame", "\u00ff/\u00fe", "a/b/c"];

    public string Name => "snapshot";

    public IReadOnlyList<byte[]> Corpus => corpus;

    public byte[] Next(Random random) => Mutation.Of(corpus, random);

    public string? Check(byte[] input)
    {
        var random = new Random((int)Crc32.Of(input));
        var sink = new PictureSink();
        using var stall = new StallTimeout(TimeSpan.FromHours(1), TimeProvider.System, CancellationToken.None);
        using var answer = new HttpResponseMessage { Content = new StreamContent(new ChunkedStream(input, random)) };
        answer.Content.Headers.TryAddWithoutValidation("Content-Type", Types[random.Next(Types.Length)]);
        using var snapshots = new SnapshotPoll(sink, stall, TimeSpan.FromSeconds(1), TimeProvider.System);
        try
        {
            snapshots.TakeAsync(answer).GetAwaiter().GetResult();
        }
        catch (DeviceException)
        {
            return LooksLikePicture(input) ? "a picture was refused" : sink.Pictures.Count > 0 ? "an answer was refused and offered" : null;
        }

        return !LooksLikePicture(input) ? "what is no picture was offered"
            : sink.Pictures.Count != 1 || !sink.Pictures[0].AsSpan().SequenceEqual(input) ? "what was offered is not what was sent"
            : null;
    }

    private static bool LooksLikePicture(byte[] input) =>
        input.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]) || input.AsSpan().StartsWith<byte>([0x89, 0x50, 0x4E, 0x47]);
}
