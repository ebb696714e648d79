using System.Globalization;
using System.Text.Json;
using Defects.Agent.Commands.Demo;

namespace Defects.Bench.CameraLoad;

/// <summary>
/// A farm of simulated cameras, a broker and the real agent with the shipped model, each but the broker a process of its own:
/// what an operator would have on one machine.
/// </summary>
internal sealed class LoadRig : IAsyncDisposable
{
    private const string Node = "bench";

    private readonly string _folder;
    private readonly ChildProgram _farm;
    private readonly DemoBroker _broker;
    private readonly HttpClient _control;

    private LoadRig(string folder, ChildProgram farm, HttpClient control, DemoBroker broker, AgentVoice voice, ChildProgram agent)
    {
        (_folder, _farm, _control, _broker) = (folder, farm, control, broker);
        (Voice, Agent) = (voice, agent);
    }

    public AgentVoice Voice { get; }

    public ChildProgram Agent { get; }

    public ChildProgram Farm => _farm;

    /// <param name="interval">Of the agent: between two scored frames of a camera.</param>
    /// <param name="extra">More of the agent's configuration, YAML.</param>
    public static async Task<LoadRig> StartAsync(int cameras, double rate, TimeSpan interval, string model, CancellationToken cancel, string extra = "")
    {
        var folder = Directory.CreateTempSubdirectory("defects-load-").FullName;
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] farmArguments = ["--cameras", Text(cameras), "--rate", Text(rate), "--kind", "mixed"];
        var farm = ChildProgram.Start("Defects.CameraFarm.dll", farmArguments, told);
        var port = JsonDocument.Parse(await told.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel)).RootElement.GetProperty("port").GetInt32();
        var control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Text(port)}") };
        var broker = await DemoBroker.StartAsync();
        var voice = await AgentVoice.ListenAsync(broker.Port, $"defects/{Node}", cancel);
        var file = Path.Combine(folder, "agent.yaml");
        await File.WriteAllTextAsync(file, Configuration(cameras, interval, model, port, broker.Port) + extra, cancel);
        var agent = ChildProgram.Start("defects-agent.dll", ["run", "--config", file], new TaskCompletionSource<string>());
        return new LoadRig(folder, farm, control, broker, voice, agent);
    }

    /// <summary>Begins a fault on a range of cameras, first and last included.</summary>
    public async Task BeginAsync(string fault, int first, int last) =>
        (await _control.PutAsync($"/cameras/{Text(first)}-{Text(last)}/fault/{fault}", null)).EnsureSuccessStatusCode();

    public async Task EndAsync(int first, int last) =>
        (await _control.DeleteAsync($"/cameras/{Text(first)}-{Text(last)}/fault")).EnsureSuccessStatusCode();

    /// <summary>Pictures that the farm has sent so far, by camera.</summary>
    public async Task<IReadOnlyList<long>> SentAsync()
    {
        using var answer = JsonDocument.Parse(await _control.GetStringAsync("/cameras"));
        return [.. answer.RootElement.GetProperty("pictures").EnumerateArray().Select(count => count.GetInt64())];
    }

    /// <summary>Waits until something holds, looked at twice a second; the agent's last words are in the error where it died.</summary>
    /// <returns>False where it did not hold in time.</returns>
    public async Task<bool> WaitAsync(Func<bool> holds, TimeSpan limit, CancellationToken cancel)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            if (Agent.HasExited)
            {
                throw new InvalidOperationException($"The agent ended:\n{Agent.LastWords}");
            }

            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System, cancel);
        }

        return true;
    }

    public static string PrinterOf(int camera) => string.Create(CultureInfo.InvariantCulture, $"p{camera:D3}");

    public async ValueTask DisposeAsync()
    {
        Agent.Dispose();
        _farm.Dispose();
        _control.Dispose();
        await Voice.DisposeAsync();
        await _broker.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Configuration(int cameras, TimeSpan interval, string model, int farmPort, int brokerPort) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        node: {Node}
        model: {JsonSerializer.Serialize(new { path = Path.GetFullPath(model), provider = "cpu" })}
        mqtt: {JsonSerializer.Serialize(new { port = brokerPort })}
        cameraDefaults: {JsonSerializer.Serialize(new { interval = $"{interval.TotalMilliseconds:0}ms" })}
        printers:
        {string.Concat(Enumerable.Range(0, cameras).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"  {PrinterOf(i)}: {{ cameras: {{ bed: {{ source: 'http://127.0.0.1:{farmPort}/camera/{i}' }} }} }}\n")))}
        """);

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
