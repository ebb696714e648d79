using System.Buffers;
using System.Collections.Concurrent;
using Defects.Agent.Messaging;
using MQTTnet;

namespace Defects.Bench.CameraLoad;

/// <summary>What the agent says of itself over MQTT, as any client hears it.</summary>
internal sealed class AgentVoice : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<StatsPayload> _stats = new();

    private readonly ConcurrentQueue<HeardEvent> _events = new();

    /// <summary>Steps of alerts, in the order in which they were heard.</summary>
    public IReadOnlyList<HeardEvent> Events => [.. _events];

    /// <summary>The last state of each printer.</summary>
    public ConcurrentDictionary<string, PrinterStatePayload> States { get; } = new();

    /// <summary>All stats, the oldest first.</summary>
    public IReadOnlyList<StatsPayload> Stats => [.. _stats];

    public static async Task<AgentVoice> ListenAsync(int port, string root, CancellationToken cancel)
    {
        var voice = new AgentVoice();
        voice._client.ApplicationMessageReceivedAsync += voice.HearAsync;
        await voice._client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId("bench").Build(), cancel);
        await voice._client.SubscribeAsync($"{root}/#", cancellationToken: cancel);
        return voice;
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task HearAsync(MqttApplicationMessageReceivedEventArgs heard)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (topic, payload) = (heard.ApplicationMessage.Topic, heard.ApplicationMessage.Payload.ToArray());
        if (topic.EndsWith("/stats", StringComparison.Ordinal))
        {
            _stats.Enqueue(MessageJson.Read<StatsPayload>(payload));
        }
        else if (topic.EndsWith("/state", StringComparison.Ordinal) && payload.Length > 0)
        {
            var state = MessageJson.Read<PrinterStatePayload>(payload);
            States[state.Printer] = state;
        }
        else if (topic.EndsWith("/events", StringComparison.Ordinal))
        {
            _events.Enqueue(new HeardEvent(MessageJson.Read<EventPayload>(payload), now));
        }

        return Task.CompletedTask;
    }
}
