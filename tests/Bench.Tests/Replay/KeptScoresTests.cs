using System.IO.Compression;
using Defects.Agent.Replay;
using Defects.Bench.Replay;

namespace Defects.Bench.Tests.Replay;

public sealed class KeptScoresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Unpack_PackedLogs_AreWhatTheyWere()
    {
        var kept = new KeptScores(_folder.File("kept"));
        var log = HandMadeLog.Of(TimeSpan.FromSeconds(5), [0.25, 0.5]);
        Write("here", "good-0000", log);
        Assert.Equal(1, kept.Pack(_folder.File("here")));

        kept.Unpack(Directory.CreateDirectory(_folder.File("there")).FullName);

        var read = ScoreLog.Read(_folder.File("there/good-0000.scores"));
        Assert.Equal([0.25f, 0.5f], read.Frames.Select(frame => frame.Probabilities[1]));
        Assert.Equal(log.Header.Duration, read.Header.Duration);
    }

    [Fact]
    public void Pack_Again_AddsOnlyWhatNoArchiveHolds()
    {
        var kept = new KeptScores(_folder.File("kept"));
        var log = HandMadeLog.Of(TimeSpan.FromSeconds(5), [0.25]);
        Write("here", "good-0000", log);
        kept.Pack(_folder.File("here"));
        Assert.Equal(0, kept.Pack(_folder.File("here")));
        Write("here", "good-0001", log);
        File.WriteAllText(_folder.File("kept/part_002.zip.tmp"), "left by a killed run");
        Assert.Equal(1, kept.Pack(_folder.File("here")));

        using var second = ZipFile.OpenRead(_folder.File("kept/part_002.zip"));
        Assert.Equal(["good-0001.scores"], second.Entries.Select(entry => entry.Name));
        Assert.Equal(2, Directory.GetFiles(_folder.File("kept")).Length);
    }

    [Fact]
    public void Pack_AnEarlierArchiveDeleted_OverwritesNone()
    {
        var kept = new KeptScores(_folder.File("kept"));
        foreach (var name in new[] { "good-0000", "good-0001" })
        {
            Write("here", name, HandMadeLog.Of(TimeSpan.FromSeconds(5), [0.25]));
            kept.Pack(_folder.File("here"));
        }

        File.Delete(_folder.File("kept/part_001.zip"));
        Assert.Equal(1, kept.Pack(_folder.File("here")));

        using var second = ZipFile.OpenRead(_folder.File("kept/part_002.zip"));
        Assert.Equal(["good-0001.scores"], second.Entries.Select(entry => entry.Name));
    }

    [Fact]
    public void Unpack_LogsThatAreThere_StayAsTheyAre()
    {
        var kept = new KeptScores(_folder.File("kept"));
        Write("here", "good-0000", HandMadeLog.Of(TimeSpan.FromSeconds(5), [0.25]));
        kept.Pack(_folder.File("here"));
        Write("here", "good-0000", HandMadeLog.Of(TimeSpan.FromSeconds(5), [0.75]));
        kept.Unpack(_folder.File("here"));
        Assert.Equal(0.75f, ScoreLog.Read(_folder.File("here/good-0000.scores")).Frames[0].Probabilities[1]);
    }

    [Fact]
    public void Unpack_EntryThatPointsOutside_LandsInside()
    {
        Directory.CreateDirectory(_folder.File("kept"));
        using (var archive = ZipFile.Open(_folder.File("kept/part_001.zip"), ZipArchiveMode.Create))
        {
            using var writer = new StreamWriter(archive.CreateEntry("../../evil.scores").Open());
            writer.Write("x");
        }

        new KeptScores(_folder.File("kept")).Unpack(Directory.CreateDirectory(_folder.File("a/b")).FullName);
        Assert.Equal([_folder.File("a/b/evil.scores")], Directory.GetFiles(_folder.Path, "*.scores", SearchOption.AllDirectories));
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string folder, string name, ScoreLog log) =>
        ScoreLogWriter.Write(Path.Combine(Directory.CreateDirectory(_folder.File(folder)).FullName, name + ScoreLog.Extension), log);
}
