using System.CommandLine;
using Defects.Agent.Commands.Replay;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Agent.Tests.Replay;

public sealed class ReplayCommandTests
{
    private static readonly string Shipped = RepositoryRoot.PathOf("models/defects/champion");

    [Fact]
    public async Task Score_FolderOfImages_WritesALogOfItsFrames()
    {
        using var folder = new TemporaryFolder();
        Film(folder.Path, frames: 4);
        var (code, output) = await RunAsync("score", folder.Path, "--model", Shipped, "--interval", "5s", "--onset", "spaghetti=10s", "--out", Path.Combine(folder.Path, "scores"));

        Assert.True(code == 0, output);
        var log = Assert.Single(ScoreLog.ReadFolder(Path.Combine(folder.Path, "scores")));
        Assert.Equal([0, 5, 10, 15], log.Frames.Select(frame => frame.At.TotalSeconds));
        Assert.All(log.Frames, frame => Assert.Equal(1, frame.Probabilities.Sum(), 3));
        Assert.Equal(TimeSpan.FromSeconds(20), log.Header.Duration);
        Assert.Equal(TimeSpan.FromSeconds(10), log.Header.Onsets[DefectClass.Spaghetti]);
        Assert.Equal(ModelBundle.Read(Shipped).Manifest.ModelSha256, log.Header.ModelSha256);
    }

    [Theory]
    [InlineData("score", "x", "--out", "y")]
    [InlineData("score", "x", "--out", "y", "--good", "--onset", "spaghetti=1s")]
    [InlineData("score", "x", "--out", "y", "--onset", "good=1s")]
    [InlineData("score", "x", "--out", "y", "--good", "--interval", "5")]
    [InlineData("report", "x", "--budget", "often")]
    public void Parse_WhatMakesNoSense_IsRefused(params string[] arguments) => Assert.NotEmpty(ReplayCommand.Create().Parse(arguments).Errors);

    [Fact]
    public async Task Score_CameraOfANetwork_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var (code, output) = await RunAsync("score", "http://user:secret@127.0.0.1/", "--model", Shipped, "--good", "--out", folder.Path);
        Assert.Equal(2, code);
        Assert.Contains("no footage", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_WithABudget_TellsTheRulesToPasteAndDrawsTheCurve()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, "good", Of(null, second => second is >= 600 and < 1200 ? 0.7 : 0));
        Write(folder.Path, "fails", Of(1800, second => second >= 1800 ? 0.95 : 0));
        var (code, output) = await RunAsync("report", folder.Path, "--model", Shipped, "--budget", "1/h");

        Assert.True(code == 0, output);
        // 0.95 (1 - exp(-t / 6)), t from the last good frame, is 0.771 at 5 s behind the onset; 0.71 to 0.77 are quiet, and 0.77 is the safest of them.
        Assert.Contains("  spaghetti:\n    set: 0.77\n    reset: 0.539\n", output, StringComparison.Ordinal);
        Assert.Contains("stringing: no print fails that way", output, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(folder.Path, "trade-off.png"))[..4]);
    }

    [Fact]
    public async Task Report_PrintsTooFewForTheBudget_ChoosesNothing()
    {
        using var folder = new TemporaryFolder();
        Write(folder.Path, "fails", Of(1800, second => second >= 1800 ? 0.95 : 0));
        var (code, output) = await RunAsync("report", folder.Path, "--model", Shipped, "--budget", "1/month");
        Assert.True(code == 0, output);
        Assert.Contains("spaghetti: 0.5 print-hours cannot tell whether 1/month is kept; at least 730.5 are needed", output, StringComparison.Ordinal);
        Assert.DoesNotContain("set:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_LogOfAnotherModel_IsRefused()
    {
        using var folder = new TemporaryFolder();
        ScoreLogWriter.Write(Path.Combine(folder.Path, "a.scores"), Logs.Of(60, null, _ => 0));
        var (code, output) = await RunAsync("report", folder.Path, "--model", Shipped);
        Assert.Equal(2, code);
        Assert.Contains("another model", output, StringComparison.Ordinal);
    }

    private static void Write(string folder, string name, ScoreLog log) => ScoreLogWriter.Write(Path.Combine(folder, name + ScoreLog.Extension), log);

    private static ScoreLog Of(int? onset, Func<int, double> spaghetti)
    {
        var manifest = ModelBundle.Read(Shipped).Manifest;
        var log = Logs.Of(3600, onset, spaghetti);
        return new ScoreLog(
            log.Header with { ModelSha256 = manifest.ModelSha256, Classes = manifest.Model.Classes },
            [.. log.Frames.Select(frame => frame with { Probabilities = [frame.Probabilities[0], 0, 0, frame.Probabilities[2]] })]);
    }

    private static void Film(string folder, int frames)
    {
        using var renderer = new PrintRenderer(new SimulatedPrint { Seed = 1, Failure = DefectClass.Good });
        for (var i = 0; i < frames; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i}.jpg"), renderer.Render(TimeSpan.FromSeconds(5 * i)).Jpeg);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await ReplayCommand.Create().Parse(arguments).InvokeAsync(
            new InvocationConfiguration { Output = output, Error = output }, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }
}
