using Defects.Agent.Tests.Adaptation;
using Defects.Agent.Tests.Inference;

namespace Defects.Agent.Tests.Commands;

public sealed class AdaptCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AdaptCommandTests()
    {
        AdaptingModel.WriteTo(_folder.Path);
        File.WriteAllText(Config, $"""
            stateDirectory: {_folder.File("state")}
            model:
              path: {_folder.File("colours/champion")}
            printers:
              mk4:
                cameras:
                  bed:
                    source: http://127.0.0.1:9/camera
            """);
    }

    private string Config => _folder.File("agent.yaml");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Adapt_FolderOfGoodFrames_TellsWhatItChangesAndShowsAndDropsIt()
    {
        using var footage = Farm.Footage(12);

        var (adapted, told) = await Run("--printer", "mk4", "--from", footage.Path);
        Assert.True(adapted == 0, told);
        Assert.Contains("took 12 frames", told, StringComparison.Ordinal);
        Assert.Contains("mk4/bed: adapted", told, StringComparison.Ordinal);
        Assert.Contains("10 good frames", told, StringComparison.Ordinal);
        Assert.Contains("its logit is changed by +", told, StringComparison.Ordinal);

        var (shown, same) = await Run("--show");
        Assert.Equal(0, shown);
        Assert.Contains("10 good frames", same, StringComparison.Ordinal);

        var (dropped, where) = await Run("--printer", "mk4", "--drop");
        Assert.Equal(0, dropped);
        Assert.Contains(".old", where, StringComparison.Ordinal);
        Assert.Contains("mk4/bed: not adapted", (await Run("--show")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapt_TooFewFrames_SaysHowManyAndFails()
    {
        using var footage = Farm.Footage(5);

        var (code, told) = await Run("--printer", "mk4", "--from", footage.Path);

        Assert.Equal(1, code);
        Assert.Contains("5 good frames are too few; expected 10 or more", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no such camera in the configuration; there are mk4/bed", "--printer", "mk3")]
    [InlineData("--printer: say which printer, or --show for all")]
    [InlineData("--frames: expected 10 to 60", "--printer", "mk4", "--frames", "9")]
    [InlineData("--over: expected", "--printer", "mk4", "--over", "soon")]
    public async Task Adapt_AskedWrongly_SaysWhatIsExpected(string expected, params string[] arguments)
    {
        var (code, told) = await Run(arguments);

        Assert.Equal(2, code);
        Assert.Contains(expected, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapt_ModelWithoutARule_SaysThatItHasNone()
    {
        var (code, told) = await Run("--printer", "mk4", "--set", $"model:path={ColourModel.Version1}");

        Assert.Equal(1, code);
        Assert.Contains("no rule of adaptation; expected a model that was trained with one", told, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        using var process = new AgentProcess(["adapt", "--config", Config, .. arguments]);
        var code = await process.EndAsync();
        return (code, process.Output);
    }
}
