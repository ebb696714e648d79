using Defects.Trainer.Commands;
using Defects.Trainer.Tests.Data;

namespace Defects.Trainer.Tests.Commands;

public sealed class DataRefusalTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data stats --data out/none.csv", "out/none.csv: nothing is there; expected a CSV manifest")]
    [InlineData("data split --data none.csv --out out/manifest.csv", "none.csv: no such file")]
    [InlineData("data split --data notes.csv --out out/manifest.csv", "notes.csv: no column path, label; there are some, words")]
    [InlineData("data import --from cvat --in notes.csv --out out", "notes.csv: not XML that is read here")]
    [InlineData("data import --from folders --in none --out out", "FOLDER/none: no such folder")]
    [InlineData("data synth --prints 2 --out out", "2 prints a class cannot fill training")]
    [InlineData("data synth --frames 0 --out out", "0 frames of a print: expected 1 or more")]
    public async Task Run_WrongInput_ExitsWith2AndNamesItOnStandardErrorAndWritesNothing(string arguments, string expected)
    {
        _folder.Write("notes.csv", "some,words\n1,2\n");

        var (exitCode, output, errors) = await TrainerProcess.Run(_folder.Path, arguments);

        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.StartsWith(expected.Replace("FOLDER", _folder.Path, StringComparison.Ordinal), errors);
        Assert.Empty(output);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
