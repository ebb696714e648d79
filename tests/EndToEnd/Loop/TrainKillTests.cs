using Defects.EndToEnd.Parts;
using Defects.Shared.Simulation;

namespace Defects.EndToEnd.Loop;

/// <summary>kill -9 while the trainer trains.</summary>
public sealed class TrainKillTests : IDisposable
{
    private const int Epochs = 3;
    private static readonly string[] Wall = ["images_per_second", "seconds"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InTheMiddleOfAnEpoch_TheSameCommandGoesOnToTheSameModel()
    {
        new SimulatedDataset { PrintsPerClass = 4, FramesPerPrint = 4 }.Write(Path.Combine(_folder.Path, "prints"), TestContext.Current.CancellationToken);
        await TrainerUnderTest.Run(_folder.Path, Train("straight"));

        using (var killed = TrainerUnderTest.Start(_folder.Path, Train("killed")))
        {
            // The first line of the second epoch: one checkpoint is written, and the next is far.
            await Eventually.True(() => killed.Output.Any(line => line.StartsWith("epoch 2: step", StringComparison.Ordinal)), TimeSpan.FromMinutes(3), () => killed.Log);
            killed.Signal(ChildProcess.SigKill);
            await killed.WaitForExit(TimeSpan.FromSeconds(30));
        }

        var log = await TrainerUnderTest.Run(_folder.Path, Train("killed"));

        Assert.Contains("Going on after epoch 1.", log, StringComparison.Ordinal);
        Assert.Equal(Metrics("straight"), Metrics("killed"));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_folder.Path, "straight/best.safetensors")), File.ReadAllBytes(Path.Combine(_folder.Path, "killed/best.safetensors")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "killed-models/defects/1/model.onnx")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "killed/bundle/model.onnx")));
    }

    private static string[] Train(string run) =>
    [
        "train", "--data", "prints", "--architecture", "mobilenet_v3_small", "--size", "64", "--batch", "8", "--epochs", $"{Epochs}",
        "--out", run, "--models", $"{run}-models",
    ];

    /// <summary>Every column but those of the clock.</summary>
    private List<string> Metrics(string run)
    {
        var rows = File.ReadAllLines(Path.Combine(_folder.Path, run, "metrics.csv")).Select(row => row.Split(',')).ToList();
        Assert.Equal(Epochs + 1, rows.Count);
        int[] kept = [.. Enumerable.Range(0, rows[0].Length).Where(i => !Wall.Contains(rows[0][i]))];
        return [.. rows.Select(row => string.Join(',', kept.Select(i => row[i])))];
    }
}
