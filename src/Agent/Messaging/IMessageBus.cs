namespace Defects.Agent.Messaging;

/// <summary>The agent's own broker, for those who listen to topics or tell others.</summary>
internal interface IMessageBus
{
    /// <summary>Hears every message of matching topics, from now on and after every reconnect, until disposed.</summary>
    /// <param name="filter">With + and # as MQTT has them.</param>
    /// <param name="hear">Must be quick and must not throw.</param>
    IDisposable Subscribe(string filter, Action<BusMessage> hear);

    /// <summary>Sends with QoS 1, not retained.</summary>
    /// <exception cref="BrokerException">There is no connection, or the broker did not take it.</exception>
    Task PublishAsync(string topic, byte[] payload, CancellationToken cancel);
}
