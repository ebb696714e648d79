using System.Buffers.Binary;

namespace Defects.Agent.Replay;

/// <summary>Appends the scores of a print to a stream; see <see cref="ScoreLog"/> for the form.</summary>
internal sealed class ScoreLogWriter
{
    private readonly Stream _stream;
    private readonly byte[] _frame;

    /// <exception cref="ArgumentException">The header contradicts itself.</exception>
    public ScoreLogWriter(Stream stream, ScoreLogHeader header)
    {
        if (header.Problem() is { } problem)
        {
            throw new ArgumentException($"The header of a score log states {problem}.", nameof(header));
        }

        _stream = stream;
        _frame = new byte[ScoreLog.FrameHead + (header.Classes.Count * sizeof(float))];
        var json = ScoreLogJson.Write(header);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        _stream.Write(ScoreLog.Magic);
        _stream.Write(length);
        _stream.Write(json);
    }

    /// <param name="at">Not before that of the frame before; kept to the millisecond.</param>
    /// <param name="camera">Number of the camera in the header.</param>
    /// <param name="probabilities">In the order of the header's classes.</param>
    public void Add(TimeSpan at, int camera, ReadOnlySpan<float> probabilities)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_frame, checked((uint)Math.Round(at.TotalMilliseconds)));
        _frame[sizeof(uint)] = checked((byte)camera);
        for (var column = 0; column < probabilities.Length; column++)
        {
            // Rounding in the graph's softmax may give 1.0000001; the agent takes it for 1 as well.
            BinaryPrimitives.WriteSingleLittleEndian(
                _frame.AsSpan(ScoreLog.FrameHead + (column * sizeof(float))), Math.Clamp(probabilities[column], 0, 1));
        }

        _stream.Write(_frame);
    }

    /// <summary>A whole log as a file that is there complete or not at all.</summary>
    public static void Write(string file, ScoreLog log) => Shared.Files.WholeFile.Write(file, temporary =>
    {
        using var stream = new BufferedStream(File.Create(temporary));
        var writer = new ScoreLogWriter(stream, log.Header);
        foreach (var frame in log.Frames)
        {
            writer.Add(frame.At, frame.Camera, frame.Probabilities);
        }
    });
}
