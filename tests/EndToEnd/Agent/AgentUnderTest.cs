using System.Globalization;
using Defects.EndToEnd.House;
using Defects.EndToEnd.Parts;

namespace Defects.EndToEnd.Agent;

/// <summary>The real agent as a process of its own, with a configuration written for the test.</summary>
internal sealed class AgentUnderTest : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "defects-agent.dll");
    private readonly ChildProcess _process;

    /// <param name="folder">For configuration, state and hard cases.</param>
    /// <param name="brokerPort">mosquitto's.</param>
    /// <param name="cameras">Camera source by printer id.</param>
    /// <param name="model">Bundle or alias; the shipped champion where null.</param>
    /// <param name="cameraDefaults">YAML of what every camera takes.</param>
    /// <param name="extra">More YAML at the top level.</param>
    /// <param name="mqtt">More YAML below <c>mqtt</c>, indented by two.</param>
    public AgentUnderTest(
        string folder,
        int brokerPort,
        IReadOnlyDictionary<string, string> cameras,
        string? model = null,
        string cameraDefaults = "{ interval: 00:00:00.5, timeout: 00:00:05 }",
        string extra = "",
        string mqtt = "")
    {
        var config = Path.Combine(folder, "agent.yaml");
        var printers = string.Concat(cameras.Select(pair => $"  {pair.Key}:\n    cameras:\n      bed:\n        source: {pair.Value}\n"));
        File.WriteAllText(config, string.Create(CultureInfo.InvariantCulture, $"""
            node: farm-1
            stateDirectory: {Path.Combine(folder, "state")}
            mqtt:
              host: 127.0.0.1
              port: {brokerPort}
            {mqtt}
            model:
              path: {model ?? Repository.PathOf("models/defects/champion")}
              watchInterval: 00:00:01
            cameraDefaults: {cameraDefaults}
            printers:
            {printers}
            {extra}
            """));
        _process = new ChildProcess("dotnet", [Program, "run", "--config", config], folder);
    }

    public string Log => _process.Log;

    public IReadOnlyCollection<string> Lines => _process.Output;

    public async Task<(int ExitCode, TimeSpan Took)> Terminate()
    {
        _process.Signal(ChildProcess.SigTerm);
        return await _process.WaitForExit(TimeSpan.FromSeconds(30));
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        _process.Signal(ChildProcess.SigKill);
        await _process.WaitForExit(TimeSpan.FromSeconds(10));
    }

    public void Dispose() => _process.Dispose();
}
