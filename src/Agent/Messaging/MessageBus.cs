using System.Buffers;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

using Defects.Agent.Bus;
namespace Defects.Agent.Messaging;

/// <summary>
/// Who listens to what, over all connections; the service brings each new one. Sessions begin clean: a broker keeps nothing for an agent
/// that is away, since a pause that arrives an hour late is worse than none. What is retained comes anew at every connect.
/// </summary>
internal sealed partial class MessageBus(ILogger<MessageBus> logger) : IMessageBus
{
    /// <summary>Bytes. States and commands are small; what is larger is a picture or an attack.</summary>
    public const int LargestMessage = 256 << 10;

    private readonly HashSet<string> _refused = [];
    private ImmutableArray<BusSubscription> _subscriptions = [];
    private ImmutableHashSet<BusSubscription> _asked = [];
    private volatile BrokerConnection? _broker;
    private long _ignored;

    /// <summary>Messages that were too large since the start.</summary>
    public long Ignored => Interlocked.Read(ref _ignored);

    public bool IsConnected => _broker is { IsConnected: true };

    public IDisposable Subscribe(string filter, Action<BusMessage> hear, bool tellsRetained = false)
    {
        if (!TopicName.IsFilter(filter))
        {
            throw new ArgumentException($"'{filter}' is nothing that can be listened to; expected a topic in which + is a whole level and # the last one.", nameof(filter));
        }

        var subscription = new BusSubscription(filter, hear, tellsRetained);
        ImmutableInterlocked.Update(ref _subscriptions, all => all.Add(subscription));
        return new Registration(() => ImmutableInterlocked.Update(ref _subscriptions, all => all.Remove(subscription)));
    }

    public async Task PublishAsync(string topic, byte[] payload, CancellationToken cancel)
    {
        var broker = _broker is { IsConnected: true } connected ? connected : throw new BrokerException("there is no connection to the broker");
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .Build();
        if (await broker.PublishAsync(message, cancel) is { } refusal)
        {
            throw new BrokerException($"the broker refuses a message on {topic}: {refusal.Why}");
        }
    }

    /// <summary>Takes a new connection and asks for all that is listened to.</summary>
    /// <exception cref="BrokerException">It is lost already.</exception>
    public async Task ConnectAsync(BrokerConnection broker, CancellationToken cancel)
    {
        _asked = [];
        broker.Received += Hear;
        await FollowAsync(broker, cancel);
        _broker = broker;
    }

    /// <summary>Asks for what was added since, and no longer for what nobody listens to.</summary>
    /// <exception cref="BrokerException">The connection is lost.</exception>
    public async Task FollowAsync(BrokerConnection broker, CancellationToken cancel)
    {
        var wanted = _subscriptions.ToImmutableHashSet();

        // Asked for again where another listens to the same: the new one, too, is to hear what is retained.
        var added = wanted.Except(_asked).DistinctBy(subscription => subscription.Filter).ToList();
        var left = wanted.Select(subscription => subscription.Filter).ToHashSet();
        var gone = _asked.Select(subscription => subscription.Filter).Distinct().Where(filter => !left.Contains(filter)).ToList();
        if (gone.Count > 0)
        {
            await broker.UnsubscribeAsync(gone, cancel);
        }

        if (added.Count > 0)
        {
            Tell(await broker.SubscribeAsync(added, cancel));
        }

        _asked = wanted;
    }

    /// <summary>The connection is gone; nothing can be sent until the next.</summary>
    public void Disconnected() => _broker = null;

    private void Hear(MqttApplicationMessage message)
    {
        if (message.Payload.Length > LargestMessage)
        {
            Interlocked.Increment(ref _ignored);
            return;
        }

        var told = new BusMessage(message.Topic, message.Payload.ToArray(), message.Retain);
        foreach (var subscription in _subscriptions)
        {
            if (MqttTopicFilterComparer.Compare(message.Topic, subscription.Filter) == MqttTopicFilterCompareResult.IsMatch)
            {
                Tell(subscription, told);
            }
        }
    }

    private void Tell(BusSubscription subscription, BusMessage message)
    {
        try
        {
            subscription.Hear(message);
        }
        catch (Exception e)
        {
            // One listener's mistake must not keep the others from hearing.
            if (!subscription.HasThrown)
            {
                subscription.HasThrown = true;
                LogThrew(e, message.Topic);
            }
        }
    }

    private void Tell(IReadOnlyDictionary<string, string?> answers)
    {
        foreach (var (filter, refusal) in answers)
        {
            if (refusal is null)
            {
                _refused.Remove(filter);
            }
            else if (_refused.Add(filter))
            {
                LogRefused(filter, refusal);
            }
        }
    }

    private sealed class Registration(Action end) : IDisposable
    {
        public void Dispose() => end();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker does not let the agent listen to {Filter}: {Why}. Nothing is heard from there; look at the broker's access rules.")]
    private partial void LogRefused(string filter, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "A message on {Topic} could not be taken; it is the agent's fault, and is said once")]
    private partial void LogThrew(Exception fault, string topic);
}
