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

    /// <summary>Sends the oldest of what waits, as many as the broker takes in a second.</summary>
    /// <returns>False where nothing waited.</returns>
    /// <exception cref="BrokerException">The connection is lost, or the broker did not answer in time; what it acknowledged is not sent again.</exception>
    public async Task<bool> SendSomeAsync(BrokerConnection broker, CancellationToken stopping)
    {
        var entries = outbox.Peek(Portion);
        List<long> acknowledged = [], refused = [];
        var begun = time.GetTimestamp();
        try
        {
            foreach (var entry in entries)
            {
                var refusal = await broker.PublishAsync(BrokerMessage.Of(entry, options.OutboxAge, time.GetUtcNow()), stopping);

                // Kept at the head a refused one would hold up every later alert.
                (refusal is null ? acknowledged : refused).Add(entry.Id);
                if (refusal is not null)
                {
                    LogRefused(entry.Message.Topic, refusal);
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

        return entries.Count > 0;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker refuses a message on {Topic}: {Why}. It is dropped; look at the broker's access rules.")]
    private partial void LogRefused(string topic, string why);
}
