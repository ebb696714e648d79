using Defects.Agent.Tests.Adaptation;

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
        using var footage = Footage(12);

        var (adapted, told) = await Run("--printer", "mk4", "--from", footage.Path);
        Assert.True(adapted == 0, told);
        Assert.Contains("took 12 frames", told, StringComparison.Ordinal);
        Assert.Contains("mk4/bed: adapted", told, StringComparison.Ordinal);
        Assert.Contains("10 good frames", told, StringComparison.Ordinal);
        Assert.Contains("they are changed by about +", told, StringComparison.Ordinal);

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
        using var footage = Footage(5);

        var (code, told) = await Run("--printer", "mk4", "--from", footage.Path);

        Assert.Equal(1, code);
        Assert.Contains("5 good frames are too few, the same picture twice counted once; expected 10 or more", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no such camera in the configuration; there are mk4/bed", "--printer", "mk3")]
    [InlineData("--printer: say which printer, or --show for all")]
    [InlineData("--frames: expected 10 to 60", "--printer", "mk4", "--frames", "9")]
    [InlineData("--over: expected", "--printer", "mk4", "--over", "soon")]
    [InlineData("--over: expected", "--printer", "mk4", "--over", "5s")]
    [InlineData("--from: there is no folder /nowhere", "--printer", "mk4", "--from", "/nowhere")]
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

    [Fact]
    public async Task Adapt_SameFolderTwice_TakesEveryFrameOnce()
    {
        using var footage = Footage(12);
        await Run("--printer", "mk4", "--from", footage.Path);

        Assert.Contains("10 good frames", (await Run("--printer", "mk4", "--from", footage.Path)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapt_CameraTurnedSince_KeepsTheFramesOfTheOtherViewAside()
    {
        using var footage = Footage(12);
        await Run("--printer", "mk4", "--from", footage.Path);

        var (code, told) = await Run("--printer", "mk4", "--from", footage.Path, "--set", "printers:mk4:cameras:bed:rotate=180");

        Assert.True(code == 0, told);
        Assert.Contains("mk4/bed: has another source, turn, crop or mask than its reference frames, which are kept in ", told, StringComparison.Ordinal);
        Assert.Contains("10 good frames", told, StringComparison.Ordinal);
        Assert.Equal(12, Directory.GetFiles(Assert.Single(Directory.GetDirectories(_folder.File("state/adaptation/mk4"), "*.old")), "*.jpg").Length);
    }

    [Fact]
    public async Task Adapt_PicturesOfALensThatIsCovered_TakesNoneAndSaysSo()
    {
        using var footage = Footage(12);
        for (var i = 0; i < 4; i++)
        {
            File.WriteAllBytes(footage.File($"{i:D3}.jpg"), ColourModel.GoodJpeg());
        }

        var (code, told) = await Run("--printer", "mk4", "--from", footage.Path);

        Assert.Equal(1, code);
        Assert.Contains("took 8 frames; ", told, StringComparison.Ordinal);
        Assert.Contains("003.jpg shows no print: covered", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_DamagedRecordOfOneCamera_ShowsTheOthersAllTheSame()
    {
        using var footage = Footage(12);
        await Run("--printer", "mk4", "--from", footage.Path);
        Directory.CreateDirectory(_folder.File("state/adaptation/mk4/aisle"));
        File.WriteAllText(_folder.File("state/adaptation/mk4/aisle/adaptation.json"), "{");

        var (code, told) = await Run("--show", "--set", "printers:mk4:cameras:aisle:source=http://127.0.0.1:9/aisle");

        Assert.Equal(0, code);
        Assert.Contains("mk4/aisle: ", told, StringComparison.Ordinal);
        Assert.Contains("not readable", told, StringComparison.Ordinal);
        Assert.Contains("of 36 piles of spaghetti laid onto them ", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapt_CameraThatIsNotThere_SaysWhy()
    {
        var (code, told) = await Run("--printer", "mk4", "--over", "10s", "--set", "cameraDefaults:timeout=1s");

        Assert.Equal(1, code);
        Assert.Contains("took 0 frames; ", told, StringComparison.Ordinal);
    }

    /// <summary>Frames that all are good and no two the same.</summary>
    private static TemporaryFolder Footage(int frames)
    {
        var folder = new TemporaryFolder();
        for (var i = 0; i < frames; i++)
        {
            File.WriteAllBytes(folder.File($"{i:D3}.jpg"), ColourModel.ShapedJpeg(40, (byte)(200 + i), 40));
        }

        return folder;
    }

    private async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        using var process = new AgentProcess(["adapt", "--config", Config, .. arguments]);
        var code = await process.EndAsync();
        return (code, process.Output);
    }
}
