using Defects.Agent.Messaging;
using Defects.Agent.Tests.Messaging;

namespace Defects.Agent.Tests.Commands;

/// <summary>The real program, a real broker, a folder of pictures as the camera.</summary>
public sealed class RunCommandTests : IDisposable
{
    private const string Status = "defects/box/status";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-run-");

    [Fact]
    public async Task Run_Terminated_SaysStoppingAndExitsZeroWithinFiveSeconds()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port);
        using var agent = Start(broker.Port, ColourModel.Version1);
        await Eventually.Holds(() => listener.On("defects/box/printers/ender/state").Count > 0, "a state");

        var asked = TimeProvider.System.GetTimestamp();
        agent.Signal(AgentProcess.SigTerm);
        var exitCode = await agent.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.True(TimeProvider.System.GetElapsedTime(asked) < TimeSpan.FromSeconds(5), agent.Output);
        await Eventually.Holds(() => listener.Read<StatusPayload>(Status)[^1].State == AgentState.Stopping, "stopping");
    }

    [Fact]
    public async Task Run_Killed_LeavesTheWillWithItsBootAndComesBackWithTheNext()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, Status);
        using (var agent = Start(broker.Port, ColourModel.Version1))
        {
            await Eventually.Holds(() => listener.Messages.Count == 1, "online");
            agent.Signal(AgentProcess.SigKill);
            await agent.EndAsync();
        }

        await Eventually.Holds(() => listener.Messages.Count == 2, "the will");
        using var again = Start(broker.Port, ColourModel.Version1);
        await Eventually.Holds(() => listener.Messages.Count == 3, "online again");

        Assert.Equal(
            [(AgentState.Online, 1), (AgentState.Offline, 1), (AgentState.Online, 2)],
            listener.Read<StatusPayload>(Status).Select(status => (status.State, status.Boot)));
    }

    [Fact]
    public async Task Run_ConfigurationChanged_IsInForceWithoutARestartAndABadOneIsNot()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var listener = await MqttListener.StartAsync(broker.Port, "defects/box/printers/+/state");
        using var agent = Start(broker.Port, ColourModel.Version1);
        await Eventually.Holds(() => listener.On("defects/box/printers/ender/state").Count > 0, "the first printer");

        var added = Path.Combine(_folder.FullName, "agent.d", "prusa.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(added)!);
        File.WriteAllText(added, "printers: { prusa: { cameras: { bed: { source: pictures, interval: fast } } } }");
        await Eventually.Holds(() => agent.Output.Contains("is not put in force, the one before stays", StringComparison.Ordinal), "the refusal");
        Assert.Contains("printers:prusa:cameras:bed:interval = 'fast' (prusa.yaml)", agent.Output);

        File.WriteAllText(added, "printers: { prusa: { cameras: { bed: { source: pictures } }, alerts: { spaghetti: { set: 0.95 } } } }\nnode: other");
        await Eventually.Holds(() => listener.On("defects/box/printers/prusa/state").Count > 0, "the second printer");
        Assert.Contains("What changed of node takes a restart", agent.Output);
        await Eventually.Holds(
            () => agent.Output.Contains("printers:prusa:alerts:spaghetti:set = 0.95 is far from 0.6", StringComparison.Ordinal), "a word on the far threshold");

        File.Delete(added);
        await Eventually.Holds(() => agent.Output.Contains("in force: 1 printers, 1 cameras", StringComparison.Ordinal), "the second printer is gone");
        agent.Signal(AgentProcess.SigHup);
        await Eventually.Holds(
            () => agent.Output.Split("in force: 1 printers, 1 cameras").Length == 3, "read again because it was asked to");
        agent.Signal(AgentProcess.SigTerm);
        Assert.Equal(0, await agent.EndAsync());
    }

    [Fact]
    public async Task Run_BadConfiguration_NamesEveryProblemAndExitsTwo()
    {
        using var agent = Start(0, ColourModel.Version1, "model:provider=gpu");

        Assert.Equal(2, await agent.EndAsync());
        Assert.Contains("mqtt:port = '0' (agent.yaml): expected a whole number from 1 to 65535", agent.Output);
        Assert.Contains("model:provider = 'gpu' (--set): expected one of auto, tensorrt, cuda, cpu", agent.Output);
        Assert.DoesNotContain("   at ", agent.Output);
    }

    [Fact]
    public async Task Run_NoModel_SaysSoInOneLineAndExitsOne()
    {
        using var agent = Start(Mosquitto.FreePort(), Path.Combine(_folder.FullName, "nowhere"));

        Assert.Equal(1, await agent.EndAsync());
        Assert.Contains(
            $"{Path.Combine(_folder.FullName, "nowhere")}: nothing is there; expected a bundle's folder or an alias of one. Check model:path in the configuration.",
            agent.Output);
        Assert.DoesNotContain("   at ", agent.Output);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task ResetAboveTheModelsSet_IsNamedAndExitsTwo(string command)
    {
        using var agent = new AgentProcess(command, "--config", Write(Mosquitto.FreePort(), ColourModel.Version1), "--set", "alerts:stringing:reset=0.9");

        Assert.Equal(2, await agent.EndAsync());
        Assert.Contains("alerts:stringing:reset = 0.9: expected at most the set threshold, which is 0.6 by model colours/1", agent.Output);
        Assert.DoesNotContain("   at ", agent.Output);
    }

    [Fact]
    public async Task Check_GoodConfiguration_PrintsOkAndASummary()
    {
        using var agent = new AgentProcess(
            "check", "--config", Write(1883, ColourModel.Version1), "--set", "printers:ender:link:address=moonraker://10.0.0.5");

        Assert.Equal(0, await agent.EndAsync());
        Assert.StartsWith("ok", agent.Output);
        Assert.Contains("ender/bed", agent.Output);
        Assert.Contains("printer   ender: moonraker://10.0.0.5/, asked every 2s", agent.Output);
    }

    [Fact]
    public async Task CommandLine_Unknown_ExitsTwo()
    {
        using var agent = new AgentProcess("runn");

        Assert.Equal(2, await agent.EndAsync());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private AgentProcess Start(int port, string model, params string[] settings) =>
        new(["run", "--config", Write(port, model), .. settings.SelectMany(setting => new[] { "--set", setting })]);

    private string Write(int port, string model)
    {
        var pictures = _folder.CreateSubdirectory("pictures");
        File.WriteAllBytes(Path.Combine(pictures.FullName, "1.jpg"), ColourModel.GoodJpeg());
        var file = Path.Combine(_folder.FullName, "agent.yaml");
        File.WriteAllText(file, FormattableString.Invariant($"""
            node: box
            model: {"{"} path: {model} {"}"}
            mqtt: {"{"} port: {port} {"}"}
            printers:
              ender: {"{"} cameras: {"{"} bed: {"{"} source: pictures, interval: 200ms {"}"} {"}"} {"}"}
            """));
        return file;
    }
}
