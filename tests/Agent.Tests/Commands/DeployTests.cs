using System.Diagnostics;
using System.Text.RegularExpressions;
using Defects.Agent.Configuration;

namespace Defects.Agent.Tests.Commands;

public sealed partial class DeployTests
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    [Fact]
    public void ExampleConfiguration_IsFreeOfProblems()
    {
        var (options, problems) = AgentConfiguration.Load(RepositoryRoot.PathOf("deploy/agent.example.yaml"), new Dictionary<string, string>(), []);

        Assert.Empty(problems);
        Assert.Equal(["ender-1", "prusa-1"], options.Printers.Keys.Order());
        Assert.Equal(0.75, options.Printers["ender-1"].Alerts["stringing"].Set);
    }

    [Fact]
    public void Units_PassSystemdsOwnCheck()
    {
        Assert.SkipUnless(File.Exists(Analyze), "systemd-analyze is not installed");
        var folder = Directory.CreateTempSubdirectory("defects-units-");
        try
        {
            var units = Directory.GetFiles(RepositoryRoot.PathOf("deploy/systemd"));
            Assert.Equal(3, units.Length);
            foreach (var unit in units)
            {
                // The programs are not installed on the machine that builds them.
                File.WriteAllText(Path.Combine(folder.FullName, Path.GetFileName(unit)), ExecStart().Replace(File.ReadAllText(unit), "ExecStart=/bin/true"));
            }

            var start = new ProcessStartInfo(Analyze, ["verify", .. folder.GetFiles().Select(file => file.FullName)]) { RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var complaints = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 && complaints.Length == 0, complaints);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void InstallScript_PutsThingsWhereTheUnitsLookForThem()
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [RepositoryRoot.PathOf("deploy/install.sh"), "--print", "trainer"]) { RedirectStandardOutput = true })!;
        var commands = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        foreach (var unit in Directory.GetFiles(RepositoryRoot.PathOf("deploy/systemd")).Select(Path.GetFileName))
        {
            Assert.Contains($"install -m 0644 deploy/systemd/{unit} /etc/systemd/system/{unit}", commands);
        }

        Assert.Contains("ExecStart=/opt/defects/agent/defects-agent run --config /etc/defects/agent.yaml", Lines("defects-agent.service"));
        Assert.Contains(commands, command => command.EndsWith("deploy/agent.example.yaml /etc/defects/agent.yaml", StringComparison.Ordinal));
        Assert.Contains("mv /opt/defects/agent.new /opt/defects/agent", commands);

        // What to roll back to: the one before stays until the next update.
        Assert.DoesNotContain("rm -rf /opt/defects/agent.old", commands);
        Assert.StartsWith("ExecStart=/opt/defects/trainer/defects-trainer ", Lines("defects-retrain.service").Single(ExecStart().IsMatch));
        Assert.Contains("mv /opt/defects/trainer.new /opt/defects/trainer", commands);
    }

    [Fact]
    public void RetrainService_OnTheAgentsBox_IsIdleAmongTheUnits() =>
        Assert.Subset(Lines("defects-retrain.service").ToHashSet(), new HashSet<string> { "Nice=19", "CPUWeight=idle", "IOSchedulingClass=idle" });

    private static string[] Lines(string unit) => File.ReadAllLines(RepositoryRoot.PathOf($"deploy/systemd/{unit}"));

    [GeneratedRegex("^ExecStart=.*$", RegexOptions.Multiline)]
    private static partial Regex ExecStart();
}
