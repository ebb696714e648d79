using Defects.Agent.Alerts;
using Defects.Agent.Commands.Demo;
using Defects.Agent.Messaging;
using Defects.Shared.Classes;
using MQTTnet;
using MQTTnet.Protocol;

namespace Defects.Agent.Tests.Commands.Demo;

public sealed class DemoTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Judge_HearsFromTheBrokerWhoWasAlerted()
    {
        await using var broker = await DemoBroker.StartAsync();
        await using var judge = await DemoJudge.StartAsync(broker.Port, "defects/demo/printers/+/events", Cancel);
        Assert.False(judge.Approves("printer-3"));

        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build(), Cancel);
        await PublishAsync(client, "printer-3", "no json"u8.ToArray());
        await PublishAsync(client, "printer-3", Event("printer-3", AlertStage.Begin));
        await PublishAsync(client, "printer-1", Event("printer-1", AlertStage.End));
        await PublishAsync(client, "printer-3", Event("printer-3", AlertStage.Begin));
        await Eventually.Holds(() => judge.Begun.Count == 2, "two begins");
        Assert.True(judge.Approves("printer-3"));
        Assert.False(judge.Approves("printer-1"));

        await PublishAsync(client, "printer-1", Event("printer-1", AlertStage.Begin));
        await Eventually.Holds(() => judge.Begun.Count == 3, "a third");
        Assert.False(judge.Approves("printer-3"));
    }

    [Fact]
    public async Task CameraServer_ServesEveryPrinterAsMjpeg()
    {
        using var printer = new SimulatedPrinter("one", 1, DefectClass.Good);
        await using var server = await CameraServer.StartAsync([printer], TimeProvider.System, Cancel);
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(server.AddressOf(printer)), HttpCompletionOption.ResponseHeadersRead, Cancel);

        Assert.Equal("multipart/x-mixed-replace", response.Content.Headers.ContentType!.MediaType);
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var beginning = new byte[100_000];
        await body.ReadExactlyAsync(beginning.AsMemory(0, 1000), Cancel);
        Assert.True(beginning.AsSpan().IndexOf("--frame\r\nContent-Type: image/jpeg"u8) >= 0);
        Assert.True(beginning.AsSpan().IndexOf((byte[])[0xFF, 0xD8, 0xFF]) > 0);
    }

    [Fact]
    public void SimulatedPrinter_BeforeTheOnset_LooksLikeAGoodPrint()
    {
        using var good = new SimulatedPrinter("good", 13, DefectClass.Good);
        using var failing = new SimulatedPrinter("failing", 13, DefectClass.Spaghetti);
        var before = SimulatedPrinter.Onset - TimeSpan.FromSeconds(1);
        var after = SimulatedPrinter.Onset + TimeSpan.FromSeconds(20);

        Assert.Equal(good.See(before), failing.See(before));
        Assert.NotEqual(good.See(after), failing.See(after));
    }

    [Fact]
    public async Task Demo_ModelThatSeesNothing_IsJudgedWrong()
    {
        using var demo = new AgentProcess("demo", "--seconds", "4", "--model", ColourModel.Version1);

        Assert.Equal(1, await demo.EndAsync());
        Assert.Contains("mosquitto_sub -h 127.0.0.1 -p ", demo.Output);
        Assert.Contains("printer-3 will fail", demo.Output);
        Assert.Contains("Alerted: none; expected printer-3 and no other: WRONG", demo.Output);
    }

    [Fact]
    public async Task Demo_NoModel_SaysWhereItLooked()
    {
        using var demo = new AgentProcess("demo", "--model", "/nowhere");

        Assert.Equal(2, await demo.EndAsync());
        Assert.Contains("/nowhere: there is no model bundle", demo.Output);
    }

    private static Task PublishAsync(IMqttClient client, string printer, byte[] payload) => client.PublishAsync(
        new MqttApplicationMessageBuilder()
            .WithTopic($"defects/demo/printers/{printer}/events")
            .WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build(),
        Cancel);

    private static byte[] Event(string printer, AlertStage type) => new MessageStamp(1, TimeProvider.System).Write(new EventPayload
    {
        Type = type,
        EventId = "01",
        Printer = printer,
        Camera = "bed",
        Class = DefectClass.Spaghetti,
        Severity = Severity.Fail,
        Probability = 0.9,
        Evidence = 0.8,
        EvidenceS = 15,
        Threshold = new ThresholdPayload(0.6, 0.4, 15),
        Probabilities = new Dictionary<DefectClass, double>(),
        BeganAt = TimeProvider.System.GetUtcNow(),
        Model = new ModelPayload("defects", 1),
        Frame = new FramePayload(TimeProvider.System.GetUtcNow(), null, null),
    });
}
