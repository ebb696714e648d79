using System.Buffers;
using Defects.Agent.Messaging;
using Defects.Agent.Tests.Messaging.Contract;
using Defects.Agent.Tests.Messaging.HomeAssistant;
using MQTTnet;
using MQTTnet.Protocol;

namespace Defects.Agent.Tests.Messaging;

/// <summary>
/// An independent client that keeps all it is sent, and fails the test where that is not what docs/mqtt says of an agent's
/// messages, or not what Home Assistant takes.
/// </summary>
internal sealed class MqttListener : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly List<MqttApplicationMessage> _messages = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<MqttApplicationMessage> Messages
    {
        get
        {
            lock (_messages)
            {
                Assert.True(_faults.Count == 0, string.Join('\n', _faults));
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
                listener._faults.AddRange(Faults(received.ApplicationMessage));
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
        _ = Messages;
        return ValueTask.CompletedTask;
    }

    private static IEnumerable<string> Faults(MqttApplicationMessage message)
    {
        try
        {
            return (MessageContract.FaultOf(message) ?? DiscoveryContract.FaultOf(message)) is { } fault ? [fault] : [];
        }
        catch (Exception e)
        {
            // Thrown here it would be lost in the client.
            return [$"{message.Topic}: {e}"];
        }
    }
}
