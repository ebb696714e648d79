using System.Buffers;
using Defects.Agent.Messaging;
using MQTTnet;
using MQTTnet.Protocol;

namespace Defects.Agent.Tests.Messaging;

/// <summary>An independent client that keeps all it is sent.</summary>
internal sealed class MqttListener : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly List<MqttApplicationMessage> _messages = [];

    public IReadOnlyList<MqttApplicationMessage> Messages
    {
        get
        {
            lock (_messages)
            {
                return [.. _messages];
            }
        }
    }

    public static async Task<MqttListener> StartAsync(int port, string topic = "#", Action<MqttClientOptionsBuilder>? configure = null)
    {
        var listener = new MqttListener();
        listener._client.ApplicationMessageReceivedAsync += received =>
        {
            lock (listener._messages)
            {
                listener._messages.Add(received.ApplicationMessage);
            }

            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port);
        configure?.Invoke(options);
        var cancel = TestContext.Current.CancellationToken;
        await listener._client.ConnectAsync(options.Build(), cancel);
        await listener._client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, cancel);
        return listener;
    }

    public IReadOnlyList<MqttApplicationMessage> On(string topic) => [.. Messages.Where(message => message.Topic == topic)];

    public IReadOnlyList<T> Read<T>(string topic)
        where T : Payload => [.. On(topic).Select(message => MessageJson.Read<T>(message.Payload.ToArray()))];

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
