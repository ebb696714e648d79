using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// Messages on their way to the broker, in order, on disk: they outlive a broker that is away and an agent that is killed.
/// A retained message replaces an unsent older one of its topic, since nobody could ever see that one. Thread-safe.
/// </summary>
/// <param name="database">Where they wait.</param>
/// <param name="age">Age past which a message is dropped.</param>
/// <param name="bytes">Bytes past which the oldest messages are dropped.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of messages that were dropped.</param>
internal sealed partial class Outbox(StateDatabase database, TimeSpan age, long bytes, TimeProvider time, ILogger<Outbox> logger) : IDisposable
{
    private readonly SemaphoreSlim _added = new(0);

    public void Add(OutboxMessage message)
    {
        database.InTransaction(() =>
        {
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

    /// <summary>The oldest message that is not too old, or null.</summary>
    public OutboxEntry? Peek() => database.InTransaction(() =>
    {
        DropExcess();
        return database.Query(
            "SELECT id, topic, payload, content_type, retain, added FROM message ORDER BY id LIMIT 1",
            row => new OutboxEntry(
                row.GetInt64(0),
                new OutboxMessage(row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetBoolean(4)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)))).SingleOrDefault();
    });

    /// <summary>Forgets a message that the broker has acknowledged.</summary>
    public void Remove(long id) => database.InTransaction(() => database.Execute("DELETE FROM message WHERE id = $id", ("$id", id)));

    /// <summary>Gives up a message that the broker refuses for good, and counts it.</summary>
    public void Drop(long id) =>
        database.InTransaction(() => Count(database.Execute("DELETE FROM message WHERE id = $id", ("$id", id))));

    public OutboxPayload Describe() => database.InTransaction(() => database.Query(
        "SELECT count(*), coalesce(sum(size), 0), (SELECT count FROM dropped) FROM message",
        row => new OutboxPayload(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), database.IsVolatile)).Single());

    /// <summary>Waits until a message is added, or for the longest wait.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancel) => _added.WaitAsync(longest, cancel);

    public void Dispose() => _added.Dispose();

    private int DropExcess()
    {
        var oldest = time.GetUtcNow() - age;
        var old = database.Execute("DELETE FROM message WHERE added < $oldest", ("$oldest", oldest.ToUnixTimeMilliseconds()));

        // Keeps a message while it and all newer ones fit; the newest stays in any case.
        var tooMany = database.Execute(
            """
            DELETE FROM message WHERE id < (SELECT max(id) FROM message) AND id IN
                (SELECT id FROM (SELECT id, sum(size) OVER (ORDER BY id DESC) AS total FROM message) WHERE total > $bytes)
            """,
            ("$bytes", bytes));
        if (old + tooMany > 0)
        {
            Count(old + tooMany);
            LogDropped(old, age, tooMany, bytes);
        }

        return old + tooMany;
    }

    private int Count(int dropped) => database.Execute("UPDATE dropped SET count = count + $dropped", ("$dropped", dropped));

    [LoggerMessage(LogLevel.Error, "Messages for the broker were given up: {Old} older than {Age}, {TooMany} because more than {Bytes} bytes wait")]
    private partial void LogDropped(int old, TimeSpan age, int tooMany, long bytes);
}
