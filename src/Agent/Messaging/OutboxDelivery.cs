using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>Takes the outbox to the broker: one message at a time and in order, the disk written once for several.</summary>
internal sealed partial class OutboxDelivery(Outbox outbox, MqttOptions options, TimeProvider time, ILogger<OutboxDelivery> logger)
{
    /// <summary>After a crash so many may be told again, under the ids that they had; with a picture each they are a few megabytes.</summary>
    public const int Portion = 50;

    /// <summary>On a slow line states wait no longer than this for their turn, but for the message under way.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>A message that the broker may still take is sent again for so long before it is given up.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private (long Id, BrokerConnection? Broker, long Since) _heldUp;

    /// <summary>Sends the oldest of what waits, as many as the broker takes in a second.</summary>
    /// <returns>False where nothing waited, or the broker takes no more for now.</returns>
    /// <exception cref="BrokerException">The connection is lost, or the broker did not answer in time; what it acknowledged is not sent again.</exception>
    public async Task<bool> SendSomeAsync(BrokerConnection broker, CancellationToken stopping)
    {
        var entries = outbox.Peek(Portion);
        List<long> acknowledged = [], refused = [];
        var isHeldUp = false;
        var begun = time.GetTimestamp();
        try
        {
            foreach (var entry in entries)
            {
                var refusal = await broker.PublishAsync(BrokerMessage.Of(entry, options.OutboxAge, time.GetUtcNow()), stopping);

                if (refusal is { MayPass: true } && IsTriedAgain(broker, entry, refusal.Why))
                {
                    isHeldUp = true;
                    break;
                }

                // Kept at the head a refused one would hold up every later alert.
                (refusal is null ? acknowledged : refused).Add(entry.Id);
                if (refusal is not null)
                {
                    LogRefused(entry.Message.Topic, refusal.Why);
                }

                if (time.GetElapsedTime(begun) >= Longest)
                {
                    break;
                }
            }
        }
        finally
        {
            if (entries.Count > 0)
            {
                outbox.Remove(acknowledged, refused);
            }
        }

        return entries.Count > 0 && !isHeldUp;
    }

    private bool IsTriedAgain(BrokerConnection broker, OutboxEntry entry, string why)
    {
        // Time without a connection is no patience.
        if (_heldUp.Id != entry.Id || _heldUp.Broker != broker)
        {
            _heldUp = (entry.Id, broker, time.GetTimestamp());
            LogHeldUp(entry.Message.Topic, why, Patience);
        }

        return time.GetElapsedTime(_heldUp.Since) < Patience;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker does not take a message on {Topic} for now: {Why}. It is sent again for {Patience}; those behind it wait.")]
    private partial void LogHeldUp(string topic, string why, TimeSpan patience);

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker refuses a message on {Topic}: {Why}. It is dropped; look at the broker's access rules.")]
    private partial void LogRefused(string topic, string why);
}
