using System.Globalization;
using Defects.EndToEnd.Parts;
using Defects.Shared.Classes;
using Defects.Shared.HardCases;
using Defects.Shared.Simulation;

namespace Defects.EndToEnd.Agent;

/// <summary>kill -9 while the agent keeps hard cases, again and again.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 3;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_WhileHardCasesAreWritten_LeavesNoHalfRecord()
    {
        WriteFootage();
        var store = new HardCaseStore(Path.Combine(_folder.Path, "hard-cases"));
        for (var kill = 1; kill <= Kills; kill++)
        {
            var before = store.Read().Count();
            using var agent = new AgentUnderTest(
                _folder.Path,
                brokerPort: LoopbackPort.Free(),
                new Dictionary<string, string> { [$"printer-{kill}"] = Path.Combine(_folder.Path, "footage") },
                cameraDefaults: "{ interval: 00:01:00, asFastAsPossible: true }",
                extra: $"hardCases: {{ folder: {store.Folder}, band: 0.5, minHashDistance: 0 }}");

            await Eventually.True(() => store.Read().Count() > before + 1, TimeSpan.FromSeconds(60), () => agent.Log);
            await agent.Kill();

            var damaged = new List<string>();
            Assert.NotEmpty(store.Read((file, why) => damaged.Add($"{file}: {why}")));
            Assert.Empty(damaged);
        }

        // What the last kill may have left is a picture without its record, which the next start would sweep away.
        store.SweepLeftovers();
        var files = Directory.EnumerateFiles(store.Folder, "*", SearchOption.AllDirectories).ToList();
        Assert.Equal(files.Count(file => file.EndsWith(".json", StringComparison.Ordinal)), files.Count(file => file.EndsWith(".jpg", StringComparison.Ordinal)));
    }

    private void WriteFootage()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "footage"));
        using var renderer = new PrintRenderer(new SimulatedPrint { Seed = 3, Failure = DefectClass.Spaghetti, Onset = TimeSpan.FromMinutes(20) });
        for (var minute = 1; minute <= 60; minute++)
        {
            File.WriteAllBytes(
                Path.Combine(_folder.Path, "footage", minute.ToString("D3", CultureInfo.InvariantCulture) + ".jpg"), renderer.Render(TimeSpan.FromMinutes(minute)).Jpeg);
        }
    }
}
