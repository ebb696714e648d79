using System.Text;
using Defects.EndToEnd.Parts;
using Defects.Shared.Classes;

namespace Defects.EndToEnd.Agent;

/// <summary>The shipped model and the real agent between a real HTTP camera showing real pictures and a real mosquitto.</summary>
public sealed class RealFramesTests : IAsyncLifetime
{
    private static readonly TimeSpan AlertDeadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("defects-e2e-").FullName;
    private readonly ImageServer _server = new(pace: TimeSpan.FromMilliseconds(500));
    private Mosquitto? _broker;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RealPrints.Folder is not null, RealPrints.Absent);
        Assert.SkipUnless(Mosquitto.Installed, "mosquitto and mosquitto_sub are not installed: apt-get install mosquitto mosquitto-clients");
        _broker = new Mosquitto(_folder);
        await _broker.StartAsync();
        await _server.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _broker?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Run_SpaghettiAndGoodAsStreamAndSnapshot_AlertsForSpaghettiOnlyAndStopsCleanly()
    {
        ShowRealPrints();
        using var agent = Start("stream", "snapshot");

        await Eventually.True(
            () => Begins("failing-stream") > 0 && Begins("failing-snapshot") > 0, AlertDeadline, () => $"{agent.Log}\n{Told()}");

        var begin = Events("failing-stream").First();
        Assert.Equal("spaghetti", begin.Text("class"));
        Assert.Equal("farm-1", begin.Topic.Split('/')[1]);

        // The event comes first, so that drawing a picture holds nothing up.
        await Eventually.True(() => Picture("failing-stream") is not null, TimeSpan.FromSeconds(5), () => agent.Log);
        Assert.Equal([0xFF, 0xD8], Picture("failing-stream")!.Payload[..2]);
        Assert.Equal("watching", State("good-stream")?.Text("monitoring"));

        // The good ones get as long again as the failing ones took, and at least a minute.
        await Eventually.True(() => SpanOf(State) >= TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(150), () => agent.Log);
        Assert.Equal(0, Begins("good-stream") + Begins("good-snapshot"));

        var (exitCode, took) = await agent.Terminate();
        Assert.True(exitCode == 0, $"exit code {exitCode}:\n{agent.Log}");
        Assert.True(took < TimeSpan.FromSeconds(5), $"stopping took {took}");
        await Eventually.True(() => Status()?.Text("state") == "stopping", TimeSpan.FromSeconds(5), () => agent.Log);
    }

    [Fact]
    public async Task Run_CameraAndBrokerGoneForAMinuteEach_LosesNoAlertAndHangsNothing()
    {
        ShowRealPrints();
        var spaghetti = RealPrints.Of(DefectClass.Spaghetti.Id, "test", "wfpfopt");
        _server.Show("later", RealPrints.Of(DefectClass.Good.Id, "test", "lorenzozaccomer"));
        using var agent = new AgentUnderTest(
            _folder, _broker!.Port, new Dictionary<string, string> { ["later"] = _server.UrlOf("later", "stream"), ["good"] = _server.UrlOf("good", "snapshot") });
        await Eventually.True(() => Monitoring("later") == "watching", TimeSpan.FromSeconds(60), () => agent.Log);

        await _server.StopAsync();
        await Eventually.True(() => Monitoring("later") == "blind" && Monitoring("good") == "blind", Outage, () => agent.Log);
        await Pass(Outage);
        await _server.StartAsync();
        await Eventually.True(() => Monitoring("later") == "watching" && Monitoring("good") == "watching", TimeSpan.FromSeconds(60), () => agent.Log);
        Assert.Equal(0, Begins("later") + Begins("good"));

        // The print fails while nobody can be told.
        _broker.Stop();
        _server.Show("later", spaghetti);
        await Pass(Outage);
        await _broker.StartAsync();
        await Eventually.True(() => Begins("later") == 1, TimeSpan.FromSeconds(60), () => agent.Log);

        // Another print's pictures are another place, and another lens: whatever is held against them, frames come and are scored.
        await Eventually.True(
            () => Monitoring("later") == "watching" || State("later")?.Text("reason") is "moved" or "blurred", TimeSpan.FromSeconds(30), () => agent.Log);
        Assert.Equal(0, Begins("good"));

        var (exitCode, _) = await agent.Terminate();
        Assert.True(exitCode == 0, $"exit code {exitCode}:\n{agent.Log}");
    }

    private static Task Pass(TimeSpan time) => Task.Delay(time, TimeProvider.System, TestContext.Current.CancellationToken);

    private void ShowRealPrints()
    {
        _server.Show("failing", RealPrints.Of(DefectClass.Spaghetti.Id, "test", "wfpfopt"));
        _server.Show("good", RealPrints.Of(DefectClass.Good.Id, "test", "lorenzozaccomer"));
    }

    private AgentUnderTest Start(params string[] kinds) =>
        new(_folder, _broker!.Port, kinds
            .SelectMany(kind => new[] { "failing", "good" }.Select(name => ($"{name}-{kind}", _server.UrlOf(name, kind))))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2));

    private IEnumerable<MqttMessage> Events(string printer) =>
        _broker!.Messages.Where(m => m.Topic == $"defects/farm-1/printers/{printer}/events" && m.Text("type") == "begin");

    private MqttMessage? Picture(string printer) => _broker!.Messages.LastOrDefault(m => m.Topic == $"defects/farm-1/printers/{printer}/alert/image" && m.Payload.Length > 0);

    private int Begins(string printer) => Events(printer).Count();

    private MqttMessage? State(string printer) => _broker!.Messages.LastOrDefault(m => m.Topic == $"defects/farm-1/printers/{printer}/state");

    /// <summary>What the agent told last on each of its topics, pictures aside: for whoever asks why nothing else was told.</summary>
    private string Told() => string.Join('\n', _broker!.Messages
        .Where(m => m.Topic.StartsWith("defects/", StringComparison.Ordinal) && m.Payload is [(byte)'{', ..])
        .GroupBy(m => m.Topic)
        .Select(topic => $"{topic.Last().Time:0} {topic.Key}, message {topic.Count()}: {Encoding.UTF8.GetString(topic.Last().Payload)}"));

    private string? Monitoring(string printer) => State(printer)?.Text("monitoring");

    private MqttMessage? Status() => _broker!.Messages.LastOrDefault(m => m.Topic == "defects/farm-1/status");

    private TimeSpan SpanOf(Func<string, MqttMessage?> latest)
    {
        var first = _broker!.Messages.First(m => m.Topic == "defects/farm-1/printers/good-stream/state");
        return TimeSpan.FromSeconds((latest("good-stream")?.Time ?? first.Time) - first.Time);
    }
}
