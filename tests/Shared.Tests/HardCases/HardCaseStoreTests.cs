using Defects.Shared.Classes;
using Defects.Shared.HardCases;

namespace Defects.Shared.Tests.HardCases;

public sealed class HardCaseStoreTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly HardCaseStore _store;

    public HardCaseStoreTests() => _store = new HardCaseStore(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_Case_LiesUnderItsDayAsPictureAndRecord()
    {
        var record = Record(Noon);
        _store.Add(record, [1, 2, 3]);

        var found = Assert.Single(_store.Read());
        Assert.Equal(_folder.File($"2026-11-23/{record.Id}.jpg"), found.ImageFile);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(found.ImageFile));
        Assert.Equal(record.Probabilities, found.Record.Probabilities);
        Assert.Equal(record.Embedding, found.Record.Embedding);
        Assert.Equal([HardCaseReason.NearThreshold], found.Record.Reasons);
        Assert.Contains("\"near_threshold\"", File.ReadAllText(found.RecordFile), StringComparison.Ordinal);
        Assert.Equal("prusa-01/2026-11-23", found.Group);
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".json")]
    public void Add_FileThatCannotBeWritten_LeavesNothingBehind(string extension)
    {
        var record = Record(Noon);
        Directory.CreateDirectory(_folder.File($"2026-11-23/{record.Id}{extension}"));

        Assert.ThrowsAny<IOException>(() => _store.Add(record, [1, 2, 3]));

        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Label_Case_UpdatesTheSameFileAndNothingElse()
    {
        var record = Record(Noon);
        _store.Add(record, [1]);

        _store.Label(record.Id, DefectClass.Stringing, "anna", Noon.AddHours(1));

        var found = Assert.Single(_store.Read());
        Assert.Equal(DefectClass.Stringing, found.Record.Label);
        Assert.Equal(("anna", Noon.AddHours(1)), (found.Record.Labeller, found.Record.LabelledAt));
        Assert.Equal(record.PerceptualHash, found.Record.PerceptualHash);
        Assert.Equal(2, Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Label_UnknownId_SaysWhereItLooked()
    {
        var error = Assert.Throws<FileNotFoundException>(() => _store.Label(Ulid.MinValue.ToString(), DefectClass.Good, "anna", Noon));
        Assert.Contains($"{_folder.Path} has no case", error.Message);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("*")]
    public void Label_IdThatIsNoUlid_NeverReachesTheFileSystem(string id) =>
        Assert.Throws<ArgumentException>(() => _store.Label(id, DefectClass.Good, "anna", Noon));

    [Fact]
    public void Read_DamagedRecords_ArePassedOverAndTold()
    {
        var good = Record(Noon);
        _store.Add(good, [1]);
        var truncated = Record(Noon.AddSeconds(1));
        _store.Add(truncated, [1]);
        var later = Record(Noon.AddSeconds(2)) with { Schema = 9 };
        _store.Add(later, [1]);
        var day = _folder.File("2026-11-23");
        File.WriteAllText(Path.Combine(day, truncated.Id + ".json"), """{"schema": 1, "id": """);

        var damaged = new List<string>();
        var read = _store.Read((file, why) => damaged.Add($"{Path.GetFileName(file)}: {why}")).ToList();

        Assert.Equal([good.Id], read.Select(c => c.Record.Id));
        Assert.Equal(2, damaged.Count);
        Assert.Contains(damaged, line => line == $"{later.Id}.json: schema 9, expected 1");
        Assert.Contains(damaged, line => line.StartsWith(truncated.Id, StringComparison.Ordinal));
    }

    [Fact]
    public void SweepLeftovers_AfterAKillBetweenPictureAndRecord_RemovesJustTheHalfCase()
    {
        var whole = Record(Noon);
        _store.Add(whole, [1]);
        var day = _folder.File("2026-11-23");
        File.WriteAllBytes(Path.Combine(day, "01HALF.jpg"), [1]);
        File.WriteAllBytes(Path.Combine(day, "01HALF.json.tmp"), [1]);

        Assert.Equal(2, _store.SweepLeftovers());
        Assert.Equal(2, Directory.GetFiles(day).Length);
        Assert.Equal(whole.Id, Assert.Single(_store.Read()).Record.Id);
    }

    [Fact]
    public void Read_StoreThatWasNeverWritten_IsEmpty() => Assert.Empty(new HardCaseStore(_folder.File("none")).Read());

    private static HardCaseRecord Record(DateTimeOffset time) => new()
    {
        Id = Ulid.NewUlid(time).ToString(),
        Time = time,
        Agent = "farm-1",
        Printer = "prusa-01",
        Camera = "bed",
        Probabilities = new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.4, [DefectClass.Spaghetti] = 0.6 },
        Embedding = [0.5f, -1f],
        ModelName = "defects",
        ModelVersion = 1,
        Reasons = [HardCaseReason.NearThreshold],
        HashAlgorithm = "dhash64-v1",
        PerceptualHash = "00ff00ff00ff00ff",
    };
}
