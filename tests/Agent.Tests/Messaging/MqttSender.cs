using System.Text;
using MQTTnet;

namespace Defects.Agent.Tests.Messaging;

/// <summary>Somebody else on the broker who sends; it waits for no answer (QoS 0), so that it can send to a frozen broker.</summary>
internal sealed class MqttSender : IAsyncDisposable
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    public static async Task<MqttSender> StartAsync(int port)
    {
        var sender = new MqttSender();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithKeepAlivePeriod(TimeSpan.FromMinutes(10)).Build();
        await sender._client.ConnectAsync(options, TestContext.Current.CancellationToken);
        return sender;
    }

    public Task SendAsync(string topic, string payload, bool retain = false) => SendAsync(topic, Encoding.UTF8.GetBytes(payload), retain);

    public Task SendAsync(string topic, byte[] payload, bool retain = false) => _client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).Build(),
        TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
