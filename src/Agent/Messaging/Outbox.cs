using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// Messages on their way to the broker, in order, on disk: they outlive a broker that is away and an agent that is killed.
/// A retained message replaces an unsent older one of its topic, since nobody could ever see that one. A clock that is set makes no message of
/// this run older or younger. Thread-safe.
/// </summary>
/// <param name="database">Where they wait.</param>
/// <param name="age">Age past which a message is dropped.</param>
/// <param name="bytes">Bytes past which the oldest messages are dropped.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of messages that were dropped.</param>
internal sealed partial class Outbox(StateDatabase database, TimeSpan age, long bytes, TimeProvider time, ILogger<Outbox> logger) : IDisposable
{
    /// <summary>A clock that is kept right by small steps is not worth a write.</summary>
    private static readonly TimeSpan LeastLeap = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _added = new(0);
    /// <summary>The last message of earlier runs: by which clock they were added nobody knows any more.</summary>
    private readonly long _before = database.Query("SELECT coalesce(max(id), 0) FROM message", row => row.GetInt64(0)).Single();

    private (DateTimeOffset Now, long Timestamp) _clock = (time.GetUtcNow(), time.GetTimestamp());

    public void Add(OutboxMessage message)
    {
        database.InTransaction(() =>
        {
            FollowClock();
            if (message.Retain)
            {
                database.Execute("DELETE FROM message WHERE topic = $topic AND retain = 1", ("$topic", message.Topic));
            }

            database.Execute(
                "INSERT INTO message (added, topic, payload, size, content_type, retain) VALUES ($added, $topic, $payload, $size, $type, $retain)",
                ("$added", time.GetUtcNow().ToUnixTimeMilliseconds()),
                ("$topic", message.Topic),
                ("$payload", message.Payload),
                ("$size", message.Payload.LongLength),
                ("$type", message.ContentType),
                ("$retain", message.Retain));
            return DropExcess();
        });
        _added.Release();
    }

    /// <summary>The oldest messages that are not too old, in order.</summary>
    /// <param name="most">No more than these.</param>
    public IReadOnlyList<OutboxEntry> Peek(int most) => database.InTransaction(() =>
    {
        FollowClock();
        DropExcess();
        return database.Query(
            "SELECT id, topic, payload, content_type, retain, added FROM message ORDER BY id LIMIT $most",
            row => new OutboxEntry(
                row.GetInt64(0),
                new OutboxMessage(row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetBoolean(4)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5))),
            ("$most", most));
    });

    /// <summary>Forgets messages that the broker has acknowledged, and counts those that it refuses for good.</summary>
    public void Remove(IReadOnlyCollection<long> acknowledged, IReadOnlyCollection<long> refused) => database.InTransaction(() =>
    {
        foreach (var id in acknowledged)
        {
            Delete(id);
        }

        return Count(refused.Sum(Delete));
    });

    public OutboxPayload Describe() => database.InTransaction(() => database.Query(
        "SELECT waiting.count, waiting.bytes, dropped.count FROM waiting, dropped",
        row => new OutboxPayload(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), database.IsVolatile)).Single());

    /// <summary>Waits until a message is added, or for the longest wait.</summary>
    public async Task WaitAsync(TimeSpan longest, CancellationToken cancel)
    {
        await _added.WaitAsync(longest, cancel);
        while (_added.Wait(0, CancellationToken.None))
        {
            // Whoever looks now sees all that was added until now.
        }
    }

    public void Dispose() => _added.Dispose();

    private void FollowClock()
    {
        var (now, timestamp) = (time.GetUtcNow(), time.GetTimestamp());
        var leap = now - _clock.Now - time.GetElapsedTime(_clock.Timestamp, timestamp);
        if (leap.Duration() > LeastLeap)
        {
            // A machine without a battery for its clock starts days behind, and is set right with alerts in the outbox.
            database.Execute(
                "UPDATE message SET added = added + $leap WHERE id > $before",
                ("$leap", (long)leap.TotalMilliseconds), ("$before", _before));
        }

        _clock = (now, timestamp);
    }

    private int DropExcess()
    {
        var oldest = time.GetUtcNow() - age;
        var old = database.Execute("DELETE FROM message WHERE added < $oldest", ("$oldest", oldest.ToUnixTimeMilliseconds()));

        // The newest stays in any case.
        var tooMany = 0;
        while (Waiting() > bytes && DeleteOldestOfSeveral())
        {
            tooMany++;
        }

        if (old + tooMany > 0)
        {
            Count(old + tooMany);
            LogDropped(old, age, tooMany, bytes);
        }

        return old + tooMany;
    }

    private long Waiting() => database.Query("SELECT bytes FROM waiting", row => row.GetInt64(0)).Single();

    private bool DeleteOldestOfSeveral() =>
        database.Execute("DELETE FROM message WHERE id = (SELECT min(id) FROM message) AND id < (SELECT max(id) FROM message)") > 0;

    private int Delete(long id) => database.Execute("DELETE FROM message WHERE id = $id", ("$id", id));

    private int Count(int dropped) => database.Execute("UPDATE dropped SET count = count + $dropped", ("$dropped", dropped));

    [LoggerMessage(LogLevel.Error, "Messages for the broker were given up: {Old} older than {Age}, {TooMany} because more than {Bytes} bytes wait")]
    private partial void LogDropped(int old, TimeSpan age, int tooMany, long bytes);
}
