using Defects.Agent.Configuration;

namespace Defects.Agent.Tests.Configuration;

public sealed class PrinterLinkRulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_Link_HasItsDefaultsAndItsFileBesideTheConfiguration()
    {
        File.WriteAllText(_folder.File("key"), "any:key\n");

        var (options, problems) = Load("{ address: moonraker://10.0.0.5, credentialsFile: key, pausedTimeout: 12h }");

        Assert.Empty(problems);
        var link = options.Printers["a"].Link!;
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromHours(12)), (link.Interval, link.Timeout, link.PausedTimeout));
        Assert.Equal(_folder.File("key"), link.CredentialsFile);
    }

    [Theory]
    [InlineData("octoprint://printer.local:5000")]
    [InlineData("PrusaLink://10.0.0.7/")]
    public void Load_AddressOfAKnownKind_IsTaken(string address) => Assert.Empty(Load($"{{ address: \"{address}\" }}").Problems);

    [Theory]
    [InlineData("{ interval: 1s }", "printers:a:link:address = nothing: expected moonraker://HOST, octoprint://HOST, prusalink://HOST, each with or without :PORT, bambu://HOST/SERIAL, or mqtt")]
    [InlineData("{ address: \"http://10.0.0.5\" }", "printers:a:link:address = 'http://10.0.0.5' (agent.yaml): expected moonraker://HOST,")]
    [InlineData("{ address: \"moonraker://10.0.0.5/bed\" }", "printers:a:link:address = 'moonraker://10.0.0.5/bed' (agent.yaml): expected moonraker://HOST,")]
    [InlineData("{ address: \"prusalink://maker:hunter2@10.0.0.5\" }", "printers:a:link:address = 'prusalink://***@10.0.0.5' (agent.yaml): expected an address without user and password;")]
    [InlineData("{ address: \"moonraker://10.0.0.5\", credentialsFile: nowhere }", "printers:a:link:credentialsFile = 'nowhere' (agent.yaml): expected a file that is there;")]
    [InlineData("{ address: \"octoprint://10.0.0.5\", pausedTimeout: 1h }", "printers:a:link:pausedTimeout = '1h' (agent.yaml): expected nothing, since only printers of moonraker:// have such a timeout")]
    [InlineData("{ address: \"moonraker://10.0.0.5\", interval: 100ms }", "printers:a:link:interval = '100ms' (agent.yaml): expected a time such as 500ms, 10s, 5min, 2h or 1d from 500ms to 1min")]
    public void Load_LinkThatIsNone_SaysWhatIsAllowed(string link, string expected)
    {
        var problem = Assert.Single(Load(link).Problems);

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", problem, StringComparison.Ordinal);
    }

    private AgentConfiguration Load(string link)
    {
        File.WriteAllText(_folder.File("agent.yaml"), $"node: n\nprinters:\n  a: {{ link: {link}, cameras: {{ x: {{ source: /dev/video0 }} }} }}\n");
        return AgentConfiguration.Load(_folder.File("agent.yaml"), new Dictionary<string, string>(), []);
    }

    [Fact]
    public void Activities_OfTheRules_AreThoseOfTheCode() =>
        Assert.Equal(Enum.GetNames<Defects.Agent.Printers.PrinterActivity>().Select(name => name.ToLowerInvariant()), PrinterTopicRules.Activities);

    [Fact]
    public void Outcomes_OfTheRules_AreThoseOfTheCode() =>
        Assert.Equal(Enum.GetNames<Defects.Agent.Printers.PrintOutcome>().Select(name => name.ToLowerInvariant()), PrinterTopicRules.Outcomes);

    [Theory]
    [InlineData("completed", true)]
    [InlineData("Stopped", true)]
    [InlineData("finished", false)]
    public void Load_EndOfAPrintAmongTheStates_IsTaken(string means, bool isTaken) =>
        Assert.Equal(isTaken, Load($"{{ address: mqtt, stateTopic: a/b, states: {{ done: {means} }} }}").Problems.Count == 0);
}
