using System.Text.Json.Nodes;
using Defects.Shared.Bundles;
using Defects.Trainer.Commands;
using Defects.Trainer.Data;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Tests.Training;
using Defects.Trainer.Training;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Commands;

[Collection(OneTraining.Name)]
public sealed class TrainCommandTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public TrainCommandTests()
    {
        var rows = from split in new[] { "train", "val" } from label in new[] { "0,good", "4,spaghetti" } select (split, label);
        _folder.Write("manifest.csv", "path,label_id,label,group,source,licence,split\n" + string.Concat(rows.Select((row, i) =>
        {
            _folder.Picture($"{i}.png", Scalar.All(40 * i), i);
            return $"{i}.png,{row.label},g{i},s,MIT,{row.split}\n";
        })));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ThatIsOver_NamesItsBundleAndTrainsNoMore()
    {
        Assert.Equal(ExitCode.Interrupted, await Interrupted());
        _folder.Write("run/report/metrics.json", """{ "macro_f1": 0.5 }""");
        _folder.Write("models/defects/1/report/metrics.json", """{ "macro_f1": 0.5 }""");

        Assert.Equal(ExitCode.Done, await Interrupted());
        Assert.Equal(ExitCode.Done, await Interrupted("--version", "1"));
        Assert.Equal([1], BundleLayout.Versions(_folder["models/defects"]));
        Assert.IsType<DatasetException>(await Record.ExceptionAsync(() => Interrupted("--seed", "2")));

        // Killed after its bundle and before the alias, it would have left agents without a model.
        Assert.Equal(1, BundleAliases.VersionOf(_folder["models/defects"], BundleLayout.Champion));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task Version_BelowOne_IsRefusedBeforeAnythingIsWritten(string version)
    {
        Assert.NotEqual(ExitCode.Interrupted, await Interrupted("--version", version));

        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("checkpoints/3", true)]
    [InlineData("folds/fold_1/scores.csv", true)]
    [InlineData("folds/fold_1/config.json", false)]
    public void HasBegun_InAFold_IsSomethingToGoOnFrom(string file, bool hasBegun)
    {
        Assert.False(new RunFolder(_folder["run"]).HasBegun);

        _folder.Write($"run/{file}", "");

        Assert.Equal(hasBegun, new RunFolder(_folder["run"]).HasBegun);
    }

    [Theory]
    [InlineData(null)] // killed between report and bundle
    [InlineData("""{ "macro_f1": 0.4 }""")] // and meanwhile another run took the version
    public async Task Run_WithAReportButNotItsBundle_GoesOn(string? others)
    {
        await Interrupted();
        _folder.Write("run/report/metrics.json", """{ "macro_f1": 0.5 }""");
        if (others is not null)
        {
            _folder.Write("models/defects/1/report/metrics.json", others);
        }

        Assert.Equal(ExitCode.Interrupted, await Interrupted());
    }

    [Theory]
    [InlineData(new[] { 1 }, 3)] // another model came first: the version stays
    [InlineData(new[] { 1, 2, 3 }, 4)] // and is taken by now
    public async Task Run_ThatGoesOn_KeepsItsVersionWhereItIsFree(int[] others, int expected)
    {
        Directory.CreateDirectory(_folder["models/defects/2"]);
        await Interrupted();
        Assert.Equal(3, Version());
        Directory.Delete(_folder["models/defects/2"]);
        others.ToList().ForEach(version => Directory.CreateDirectory(_folder[$"models/defects/{version}"]));

        await Interrupted();

        Assert.Equal(expected, Version());
    }

    [Fact]
    public async Task Run_WhileAnotherIsAtWorkInTheFolder_IsRefused()
    {
        using (new RunFolder(_folder["run"]).Lock())
        {
            var refused = await Assert.ThrowsAsync<IOException>(() => Interrupted());
            Assert.StartsWith($"another run is at work in {_folder["run"]}", refused.Message);
        }

        Assert.Equal(ExitCode.Interrupted, await Interrupted());
    }

    /// <summary>Begins the run and stops it at its first step.</summary>
    private Task<int> Interrupted(params string[] more)
    {
        string[] given =
        [
            "--data", _folder["manifest.csv"], "--architecture", "mobilenet_v3_small", "--size", "64", "--tau", "0.5", "--beta", "0.9",
            "--out", _folder["run"], "--models", _folder["models"], .. more,
        ];
        var command = new System.CommandLine.RootCommand { TrainCommand.Create(TimeProvider.System) };
        return command.Parse(["train", .. given]).InvokeAsync(new() { EnableDefaultExceptionHandler = false }, new CancellationToken(canceled: true));
    }

    private int Version()
    {
        var loss = JsonNode.Parse(File.ReadAllText(_folder["run/config.json"]))!["options"]!["loss"]!;
        Assert.Equal((0.5, 0.9), ((double)loss["tau"]!, (double)loss["beta"]!));
        return (int)JsonNode.Parse(File.ReadAllText(_folder["run/data.json"]))!["version"]!;
    }
}
