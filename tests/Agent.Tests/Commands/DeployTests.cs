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
        Assert.Equal(TimeSpan.FromMinutes(2), options.Alerts["stringing"].SetHold);
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

    [GeneratedRegex("^ExecStart=.*$", RegexOptions.Multiline)]
    private static partial Regex ExecStart();
}
