using Defects.Trainer.Retraining;

namespace Defects.Trainer.Tests.Retraining;

public sealed class RetrainWorkspaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_RelativePaths_AreThoseOfTheWorkspace()
    {
        File.WriteAllText(_folder.File("rows.csv"), "");
        Directory.CreateDirectory(_folder.File("hard-cases"));
        Directory.CreateDirectory(_folder.File("models/defects/champion"));
        File.WriteAllText(_folder.File("simulated.csv"), "");
        Write("""{"data": ["rows.csv"], "auxiliary": ["simulated.csv"], "hard_cases": ["hard-cases"], "models": "models/defects"}""");

        var workspace = RetrainWorkspace.Read(_folder.Path);

        Assert.Equal([_folder.File("rows.csv")], workspace.Data);
        Assert.Equal([_folder.File("simulated.csv")], workspace.Auxiliary);
        Assert.Equal(_folder.File("models/defects"), workspace.Models);
        Assert.Equal(_folder.File("runs"), workspace.Runs);
    }

    [Fact]
    public void Read_NothingIsThere_ListsEveryProblem()
    {
        Write("""{"data": ["a.csv"], "auxiliary": ["d.csv"], "hard_cases": ["b"], "models": "c"}""");

        var lines = Assert.Throws<InvalidDataException>(() => RetrainWorkspace.Read(_folder.Path)).Message.Split('\n');

        Assert.Equal(4, lines.Length);
        Assert.EndsWith($"data: {_folder.File("a.csv")} is not there", lines[0], StringComparison.Ordinal);
        Assert.EndsWith($"auxiliary: {_folder.File("d.csv")} is not there", lines[1], StringComparison.Ordinal);
        Assert.EndsWith($"hard_cases: {_folder.File("b")} is not there", lines[2], StringComparison.Ordinal);
        Assert.Contains("has no champion; train one first", lines[3]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"data": []}""")]
    [InlineData("""{"data": [], "hard_cases": [], "models": "m", "epoch": 3}""")]
    public void Read_NotAWorkspace_ShowsAnExample(string json)
    {
        Write(json);
        Assert.Contains("\"hard_cases\": [\"hard-cases\"]", Assert.Throws<InvalidDataException>(() => RetrainWorkspace.Read(_folder.Path)).Message);
    }

    [Fact]
    public void Read_NoFile_SaysWhichIsExpected() =>
        Assert.Contains("workspace.json: no such file", Assert.Throws<InvalidDataException>(() => RetrainWorkspace.Read(_folder.Path)).Message);

    private void Write(string json) => File.WriteAllText(_folder.File(RetrainWorkspace.FileName), json);
}
