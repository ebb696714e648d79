using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// Messages on their way to the broker, in order, on disk: they outlive a broker that is away and an agent that is killed.
/// A retained message replaces an unsent older one of its topic, since nobody could ever see that one. Thread-safe.
/// </summary>
internal sealed partial class Outbox : IDisposable
{
    public const string File = "outbox.db";

    private readonly Lock _lock = new();
    private readonly SqliteConnection _database;
    private readonly TimeSpan _age;
    private readonly long _bytes;
    private readonly TimeProvider _time;
    private readonly ILogger<Outbox> _logger;
    private readonly SemaphoreSlim _added = new(0);

    /// <param name="stateDirectory">Made where it is missing.</param>
    /// <param name="age">Age past which a message is dropped.</param>
    /// <param name="bytes">Bytes past which the oldest messages are dropped.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of messages that were dropped, and where a damaged database was put aside.</param>
    /// <exception cref="SqliteException">The database cannot be opened.</exception>
    public Outbox(string stateDirectory, TimeSpan age, long bytes, TimeProvider time, ILogger<Outbox> logger)
    {
        _age = age;
        _bytes = bytes;
        _time = time;
        _logger = logger;
        var file = Path.Combine(Directory.CreateDirectory(stateDirectory).FullName, File);
        if (!IsSound(file))
        {
            // What waited in it is lost, but a farm must not go unwatched for that.
            var aside = $"{file}.{time.GetUtcNow():yyyyMMddHHmmss}.damaged";
            System.IO.File.Move(file, aside, overwrite: true);
            LogDamaged(logger, file, aside);
        }

        _database = Open(file);

        // FULL: an alert that was taken is on the disk even when the power fails; they are rare enough to pay for it.
        Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS message (
                id INTEGER PRIMARY KEY AUTOINCREMENT, added INTEGER NOT NULL, topic TEXT NOT NULL, payload BLOB NOT NULL,
                size INTEGER NOT NULL, content_type TEXT NOT NULL, retain INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS dropped (count INTEGER NOT NULL);
            INSERT INTO dropped SELECT 0 WHERE NOT EXISTS (SELECT * FROM dropped);
            """);
    }

    public void Add(OutboxMessage message)
    {
        lock (_lock)
        {
            using var transaction = _database.BeginTransaction();
            if (message.Retain)
            {
                Execute("DELETE FROM message WHERE topic = $topic AND retain = 1", ("$topic", message.Topic));
            }

            Execute(
                "INSERT INTO message (added, topic, payload, size, content_type, retain) VALUES ($added, $topic, $payload, $size, $type, $retain)",
                ("$added", _time.GetUtcNow().ToUnixTimeMilliseconds()),
                ("$topic", message.Topic),
                ("$payload", message.Payload),
                ("$size", message.Payload.LongLength),
                ("$type", message.ContentType),
                ("$retain", message.Retain));
            DropExcess();
            transaction.Commit();
        }

        _added.Release();
    }

    /// <summary>The oldest message that is not too old, or null.</summary>
    public OutboxEntry? Peek()
    {
        lock (_lock)
        {
            DropExcess();
            using var command = Command("SELECT id, topic, payload, content_type, retain, added FROM message ORDER BY id LIMIT 1");
            using var row = command.ExecuteReader();
            return row.Read()
                ? new OutboxEntry(
                    row.GetInt64(0),
                    new OutboxMessage(row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetBoolean(4)),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(5)))
                : null;
        }
    }

    /// <summary>Forgets a message that the broker has acknowledged.</summary>
    public void Remove(long id)
    {
        lock (_lock)
        {
            Execute("DELETE FROM message WHERE id = $id", ("$id", id));
        }
    }

    /// <summary>Gives up a message that the broker refuses for good, and counts it.</summary>
    public void Drop(long id)
    {
        lock (_lock)
        {
            Count(Execute("DELETE FROM message WHERE id = $id", ("$id", id)));
        }
    }

    public OutboxPayload Describe()
    {
        lock (_lock)
        {
            using var command = Command("SELECT count(*), coalesce(sum(size), 0), (SELECT count FROM dropped) FROM message");
            using var row = command.ExecuteReader();
            row.Read();
            return new OutboxPayload(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
        }
    }

    /// <summary>Waits until a message is added, or for the longest wait.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancel) => _added.WaitAsync(longest, cancel);

    public void Dispose()
    {
        _database.Dispose();
        _added.Dispose();
    }

    private static SqliteConnection Open(string file)
    {
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        return database;
    }

    private static bool IsSound(string file)
    {
        const int corrupt = 11;
        const int notADatabase = 26;
        try
        {
            using var database = Open(file);
            using var check = database.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return check.ExecuteScalar() is "ok";
        }
        catch (SqliteException e) when (e.SqliteErrorCode is corrupt or notADatabase)
        {
            return false;
        }
    }

    private void DropExcess()
    {
        var oldest = _time.GetUtcNow() - _age;
        var old = Execute("DELETE FROM message WHERE added < $oldest", ("$oldest", oldest.ToUnixTimeMilliseconds()));

        // Keeps a message while it and all newer ones fit; the newest stays in any case.
        var tooMany = Execute(
            """
            DELETE FROM message WHERE id < (SELECT max(id) FROM message) AND id IN
                (SELECT id FROM (SELECT id, sum(size) OVER (ORDER BY id DESC) AS total FROM message) WHERE total > $bytes)
            """,
            ("$bytes", _bytes));
        if (old + tooMany > 0)
        {
            Count(old + tooMany);
            LogDropped(_logger, old, _age, tooMany, _bytes);
        }
    }

    private void Count(int dropped) => Execute("UPDATE dropped SET count = count + $dropped", ("$dropped", dropped));

    private int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _database.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    [LoggerMessage(LogLevel.Error, "Messages for the broker were given up: {Old} older than {Age}, {TooMany} because more than {Bytes} bytes wait")]
    private static partial void LogDropped(ILogger logger, int old, TimeSpan age, int tooMany, long bytes);

    [LoggerMessage(LogLevel.Error, "{File} is damaged and was put aside as {Aside}; alerts that waited in it are lost")]
    private static partial void LogDamaged(ILogger logger, string file, string aside);
}
