using System.Buffers;
using System.Text.Json;
using Defects.Agent.Alerts;
using Defects.Agent.Messaging;
using MQTTnet;
using MQTTnet.Protocol;

namespace Defects.Agent.Commands.Demo;

/// <summary>An MQTT client of its own that knows nothing but what the broker tells it: which printers were alerted.</summary>
internal sealed class DemoJudge : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly Lock _lock = new();
    private readonly List<EventPayload> _begun = [];

    /// <summary>The alerts that began, in order.</summary>
    public IReadOnlyList<EventPayload> Begun
    {
        get
        {
            lock (_lock)
            {
                return [.. _begun];
            }
        }
    }

    public static async Task<DemoJudge> StartAsync(int port, string topic, CancellationToken cancel)
    {
        var judge = new DemoJudge();
        judge._client.ApplicationMessageReceivedAsync += judge.HearAsync;
        await judge._client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId("demo-judge").Build(), cancel);
        await judge._client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, cancel);
        return judge;
    }

    /// <summary>Whether exactly the printer that fails was alerted.</summary>
    public bool Approves(string failing) => Begun.Select(begin => begin.Printer).Distinct().SequenceEqual([failing]);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task HearAsync(MqttApplicationMessageReceivedEventArgs heard)
    {
        try
        {
            var told = MessageJson.Read<EventPayload>(heard.ApplicationMessage.Payload.ToArray());
            if (told.Type == AlertStage.Begin)
            {
                lock (_lock)
                {
                    _begun.Add(told);
                }
            }
        }
        catch (JsonException)
        {
            // Anybody may publish on the demo's broker; what is no event is none of ours.
        }

        return Task.CompletedTask;
    }
}
