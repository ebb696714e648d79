using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Replay;

public sealed class ScoreLogTests
{
    private static readonly Gen<ScoreLog> AnyLog =
        from cameras in Gen.Int[1, 3]
        from frames in Gen.Select(Gen.Int[0, 90_000], Gen.Int[0, cameras - 1], Gen.Float[0, 1].Array[3]).List[0, 40]
        from seed in Gen.Int.Nullable()
        from onset in Gen.Int[0, 90_000]
        from fails in Gen.Bool
        select new ScoreLog(
            Logs.Header(TimeSpan.FromSeconds(90), fails ? new() { [DefectClass.Spaghetti] = TimeSpan.FromMilliseconds(onset) } : []) with
            {
                Cameras = [.. Enumerable.Range(0, cameras).Select(i => $"camera {i}")],
                Seed = seed,
            },
            [.. frames.OrderBy(f => f.Item1).Select(f => new ScoredMoment(TimeSpan.FromMilliseconds(f.Item1), f.Item2, f.Item3))]);

    [Fact]
    public void Parse_WhatWasWritten_GivesItBackToTheBit() => AnyLog.Sample(log =>
    {
        var read = ScoreLog.Parse(Write(log), "log");
        Assert.Equal(log.Header.ModelSha256, read.Header.ModelSha256);
        Assert.Equal(log.Header.Classes, read.Header.Classes);
        Assert.Equal(log.Header.Cameras, read.Header.Cameras);
        Assert.Equal(log.Header.Interval, read.Header.Interval);
        Assert.Equal(log.Header.Source, read.Header.Source);
        Assert.Equal(log.Header.Seed, read.Header.Seed);
        Assert.Equal(log.Header.Onsets, read.Header.Onsets);
        Assert.Equal(log.Header.Duration, read.Header.Duration);
        Assert.Equal(log.Frames.Select(f => (f.At, f.Camera)), read.Frames.Select(f => (f.At, f.Camera)));
        Assert.Equal(log.Frames.SelectMany(f => f.Probabilities), read.Frames.SelectMany(f => f.Probabilities));
    });

    [Fact]
    public void Parse_CutOffAnywhereBehindTheHeader_GivesTheWholeFramesBeforeIt()
    {
        var log = Logs.Of(60, null, second => second / 100.0);
        var whole = Write(log);
        const int Frame = 4 + 1 + (3 * 4);
        var head = whole.Length - (12 * Frame);
        for (var length = head; length <= whole.Length; length++)
        {
            Assert.Equal((length - head) / Frame, ScoreLog.Parse(whole.AsSpan(0, length), "log").Frames.Count);
        }
    }

    [Fact]
    public void Parse_AnyBytes_GivesALogOrRefusesThem() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        ParseOrRefuse(bytes);
        ParseOrRefuse([.. "DEFSCORE"u8, .. bytes]);
    });

    [Fact]
    public void Parse_AFewBytesChanged_GivesALogOrRefusesIt()
    {
        var whole = Write(Logs.Of(60, 30, _ => 0.5));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).List[1, 4].Sample(changes =>
        {
            var bytes = whole.ToArray();
            changes.ForEach(change => bytes[change.Item1] = change.Item2);
            ParseOrRefuse(bytes);
        });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"schema":2}""")]
    [InlineData("""{"schema":1,"model_sha256":null,"classes":null,"cameras":null,"interval":"00:00:05","source":null,"onsets":null,"duration":"00:01:00"}""")]
    [InlineData("""{"schema":1,"model_sha256":"*","classes":[null,null],"cameras":["a"],"interval":"00:00:05","source":"","onsets":{},"duration":"00:01:00"}""")]
    [InlineData("""{"schema":1,"model_sha256":"*","classes":["good","spaghetti"],"cameras":[null],"interval":"00:00:05","source":"","onsets":{},"duration":"00:01:00"}""")]
    [InlineData("""{"schema":1,"model_sha256":"*","classes":["good","good"],"cameras":["a"],"interval":"00:00:05","source":"","onsets":{},"duration":"00:01:00"}""")]
    [InlineData("""{"schema":1,"model_sha256":"*","classes":["good","spaghetti"],"cameras":["a"],"interval":"00:00:00","source":"","onsets":{},"duration":"00:01:00"}""")]
    [InlineData("""{"schema":1,"model_sha256":"*","classes":["good","spaghetti"],"cameras":["a"],"interval":"00:00:05","source":"","onsets":{},"duration":"31.00:00:00"}""")]
    [InlineData("""{"schema":1,"model_sha256":"*","classes":["good","spaghetti"],"cameras":["a"],"interval":"00:00:05","source":"","onsets":{"good":"00:00:01"},"duration":"00:01:00"}""")]
    [InlineData("""{"schema":1,"model_sha256":"*","classes":["good","spaghetti"],"cameras":["a"],"interval":"00:00:05","source":"","onsets":{"spaghetti":"00:02:00"},"duration":"00:01:00"}""")]
    public void Parse_HeaderThatContradictsItself_IsRefused(string json) =>
        Assert.Throws<ScoreLogException>(() => ScoreLog.Parse(WithHeader(json.Replace("*", new string('a', 64), StringComparison.Ordinal)), "log"));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(1.1f)]
    [InlineData(-0.1f)]
    [InlineData(float.PositiveInfinity)]
    public void Parse_ProbabilityThatIsNone_IsRefused(float value)
    {
        var bytes = Write(Logs.Of(60, null, _ => 0.5));
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 4), value);
        Assert.Throws<ScoreLogException>(() => ScoreLog.Parse(bytes, "log"));
    }

    [Fact]
    public void Parse_FrameBeforeTheOneBefore_IsRefused()
    {
        var log = Logs.Of(60, null, _ => 0.5);
        Assert.Throws<ScoreLogException>(() => ScoreLog.Parse(Write(log with { Frames = [log.Frames[2], log.Frames[1]] }), "log"));
    }

    [Fact]
    public void Parse_FrameOfACameraThatIsNotThere_IsRefused()
    {
        var log = Logs.Of(60, null, _ => 0.5);
        Assert.Throws<ScoreLogException>(() => ScoreLog.Parse(Write(log with { Frames = [log.Frames[0] with { Camera = 1 }] }), "log"));
    }

    private static void ParseOrRefuse(byte[] bytes)
    {
        try
        {
            var log = ScoreLog.Parse(bytes, "log");
            Assert.Null(log.Header.Problem());
            Assert.All(log.Frames, frame => Assert.All(frame.Probabilities, p => Assert.InRange(p, 0, 1)));
        }
        catch (ScoreLogException)
        {
            // Refused in words of its own, which is all that is asked.
        }
    }

    private static byte[] Write(ScoreLog log)
    {
        using var stream = new MemoryStream();
        var writer = new ScoreLogWriter(stream, log.Header);
        foreach (var frame in log.Frames)
        {
            writer.Add(frame.At, frame.Camera, frame.Probabilities);
        }

        return stream.ToArray();
    }

    private static byte[] WithHeader(string json)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, Encoding.UTF8.GetByteCount(json));
        return [.. "DEFSCORE"u8, .. length, .. Encoding.UTF8.GetBytes(json)];
    }
}
