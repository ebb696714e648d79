using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Shared.Adaptation;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Adaptation;

public sealed class ReferenceFolderTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void Add_MoreThanItHolds_KeepsFirstAndLastAndStaysSpread()
    {
        var folder = Folder();

        // Three prints of an hour, a day apart, a frame a minute.
        DateTimeOffset[] times = [.. Enumerable.Range(0, 180).Select(i => Start.AddDays(i / 60).AddMinutes(i % 60))];
        times.ToList().ForEach(time => folder.Add([1], time));

        var names = folder.Frames.Select(Path.GetFileNameWithoutExtension).ToList();
        Assert.Equal(ReferenceFolder.Most, names.Count);
        Assert.Equal("20261126T080000000Z", names[0]);
        Assert.Equal("20261128T085900000Z", names[^1]);
        foreach (var day in (string[])["20261126", "20261127", "20261128"])
        {
            Assert.True(names.Count(name => name!.StartsWith(day, StringComparison.Ordinal)) >= 2, $"{day}: {string.Join(' ', names)}");
        }
    }

    [Fact]
    public void ReadRecord_WhatWasWritten_ComesBackTheSame()
    {
        var adaptation = new CameraAdaptation([0, -7.5], EmbeddingCluster.Of([[1f, 2], [2f, 4], [3f, 5]]), 3.5, 17);
        var record = new AdaptationRecord("ab", "defects/3", Start, Start, "place", null, adaptation, [new ClassEffect(DefectClass.Spaghetti, -7.5, 2)]);

        Folder().Write(record);
        var read = Folder().ReadRecord()!;

        Assert.Equal((record.ModelSha256, record.Model, record.FittedAt, record.Effects[0]), (read.ModelSha256, read.Model, read.FittedAt, read.Effects[0]));
        Assert.Equal(adaptation.NoveltyOf([9, 9]), read.Adaptation.NoveltyOf([9, 9]), 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"schema\": 2}")]
    [InlineData("{\"model_sha256\":\"a\",\"model\":\"m\",\"fitted_at\":\"2026-11-26T08:00:00Z\",\"since\":\"2026-11-26T08:00:00Z\",\"place\":\"p\",\"refusal\":null,\"adaptation\":{\"margins\":[0],\"cluster\":{\"mean\":[0,0],\"directions\":[[1]],\"variances\":[1],\"rest\":1},\"usual_distance\":1,\"frames\":17},\"effects\":[]}")]
    public void ReadRecord_DamagedOrContradictory_SaysWhereAndWhatToDo(string text)
    {
        Directory.CreateDirectory(Folder().Path);
        File.WriteAllText(Path.Combine(Folder().Path, "adaptation.json"), text);

        var error = Assert.Throws<InvalidDataException>(() => Folder().ReadRecord());
        Assert.StartsWith(Path.Combine(Folder().Path, "adaptation.json"), error.Message, StringComparison.Ordinal);
        Assert.Contains("fitted anew", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("added", "1e999")]
    [InlineData("added", "11")]
    [InlineData("margin", "-1000")]
    public void ReadRecord_EffectThatNobodyCouldFit_IsRefused(string what, string value)
    {
        var adaptation = new CameraAdaptation([0, -7.5], EmbeddingCluster.Of([[1f, 2], [2f, 4], [3f, 5]]), 3.5, 17);
        Folder().Write(new AdaptationRecord("ab", "defects/3", Start, Start, "place", null, adaptation, [new ClassEffect(DefectClass.Spaghetti, -7.5, 2)]));
        var file = Path.Combine(Folder().Path, "adaptation.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(what == "added" ? "\"added\":2" : "\"margin\":-7.5", $"\"{what}\":{value}", StringComparison.Ordinal));

        Assert.Throws<InvalidDataException>(() => Folder().ReadRecord());
    }

    [Fact]
    public void Frames_FilesOfOthers_AreNotAmongThem()
    {
        Folder().Add([1], Start);
        File.WriteAllBytes(Path.Combine(Folder().Path, "IMG_1.jpg"), [2]);

        Assert.Single(Folder().Frames);
    }

    [Fact]
    public void PutAside_NothingThere_IsNull() => Assert.Null(Folder().PutAside(Start));

    [Fact]
    public void PutAside_AgainAndAgain_TheLatestThreeStay()
    {
        Folder("bed.top").Add([1], Start);
        var other = Folder("bed.top").PutAside(Start);
        var put = Enumerable.Range(0, 5).Select(day =>
        {
            Folder().Add([1], Start);
            return Folder().PutAside(Start.AddDays(day));
        }).ToList();

        Assert.Equal(put.Skip(2).Append(other).Order(StringComparer.Ordinal), Directory.GetDirectories(Path.GetDirectoryName(Folder().Path)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PutAside_ClockSetBack_KeepsWhatWasPutAsideJustNow()
    {
        var put = Enumerable.Range(0, 5).Select(day =>
        {
            Folder().Add([1], Start);
            return Folder().PutAside(Start.AddDays(-day));
        }).ToList();

        Assert.True(Directory.Exists(put[^1]));
        Assert.Equal(3, Directory.GetDirectories(Path.GetDirectoryName(Folder().Path)!).Length);
    }

    private ReferenceFolder Folder(string camera) => ReferenceFolder.Of(_state.Path, new CameraKey("p1", camera));

    private ReferenceFolder Folder() => ReferenceFolder.Of(_state.Path, new CameraKey("p1", "bed"));
}
