namespace Defects.Agent.Bus;

/// <summary>
/// The agent's own broker, for those who listen to topics or tell others. What is sent while the agent is away is not heard later, unless
/// it is retained.
/// </summary>
internal interface IMessageBus
{
    /// <summary>False while nothing can be heard or sent.</summary>
    bool IsConnected { get; }

    /// <summary>
    /// Hears every message of matching topics, from now on and after every reconnect, until disposed. What is retained comes at every
    /// connect; any message may come twice, and one above 256 KiB not at all.
    /// </summary>
    /// <param name="filter">With + and # as MQTT has them.</param>
    /// <param name="hear">Must be quick and must not throw; told of one message at a time, in the order of the broker.</param>
    /// <param name="tellsRetained">
    /// What is sent with the wish that the broker keeps it counts as <see cref="BusMessage.Retained"/> at once; otherwise only when it comes
    /// again, at a connect.
    /// </param>
    /// <exception cref="ArgumentException">No filter; see <see cref="TopicName.IsFilter"/>.</exception>
    IDisposable Subscribe(string filter, Action<BusMessage> hear, bool tellsRetained = false);

    /// <summary>Sends with QoS 1, not retained. Ends within <see cref="Configuration.MqttOptions.Timeout"/>; may be called by many at once.</summary>
    /// <exception cref="BrokerException">There is no connection, or the broker did not take it.</exception>
    Task PublishAsync(string topic, byte[] payload, CancellationToken cancel);
}
