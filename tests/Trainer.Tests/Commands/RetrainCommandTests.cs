using System.CommandLine;
using Defects.Trainer.Commands;
using Defects.Trainer.Data;

namespace Defects.Trainer.Tests.Commands;

public sealed class RetrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Retrain_ValuesOutOfRange_AreRefusedByNameBeforeAnythingIsRead()
    {
        File.WriteAllText(_folder.File("rows.csv"), "no manifest");
        Directory.CreateDirectory(_folder.File("models/champion"));
        File.WriteAllText(_folder.File("workspace.json"), """{"data": ["rows.csv"], "hard_cases": [], "models": "models"}""");
        var command = new RootCommand { RetrainCommand.Create(TimeProvider.System) };

        var refused = await Assert.ThrowsAsync<DatasetException>(() => command
            .Parse(["retrain", "--workspace", _folder.Path, "--epochs", "0", "--lr", "-1"])
            .InvokeAsync(new() { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken));

        Assert.Equal(["--epochs 0: expected 1 or more", "--lr -1: expected above 0 and below 1"], refused.Problems);
    }
}
