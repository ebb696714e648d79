using MQTTnet;
using MQTTnet.Protocol;

namespace Defects.Agent.Messaging;

/// <summary>Messages as the broker gets them.</summary>
internal static class BrokerMessage
{
    /// <summary>JSON that the broker keeps for whoever comes later; empty takes the last one away.</summary>
    public static MqttApplicationMessage Retained(string topic, byte[] payload) =>
        With(topic, payload, MessageJson.ContentType).WithRetainFlag().WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();

    /// <summary>JSON that is worth nothing to whoever was not there.</summary>
    public static MqttApplicationMessage Passing(string topic, byte[] payload) => With(topic, payload, MessageJson.ContentType).Build();

    /// <param name="age">After which the outbox gives an event up; the broker does then, too.</param>
    public static MqttApplicationMessage Of(OutboxEntry entry, TimeSpan age, DateTimeOffset now)
    {
        var message = With(entry.Message.Topic, entry.Message.Payload, entry.Message.ContentType)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag(entry.Message.Retain);
        var left = age - (now - entry.Added);
        return entry.Message.Retain ? message.Build() : message.WithMessageExpiryInterval((uint)Math.Max(1, left.TotalSeconds)).Build();
    }

    private static MqttApplicationMessageBuilder With(string topic, byte[] payload, string contentType) =>
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithContentType(contentType);
}
