using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Defects.Agent.Messaging;

/// <summary>Opens the SQLite file of an agent's state, knows what may be wrong with it, and what is to be done then.</summary>
internal static class StateFile
{
    public const string InMemory = ":memory:";

    // Result codes, https://sqlite.org/rescode.html
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static SqliteConnection Open(string file)
    {
        var database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        database.Open();
        return database;
    }

    public static bool IsSound(string file)
    {
        try
        {
            using var database = Open(file);
            using var check = database.CreateCommand();
            check.CommandText = "PRAGMA quick_check(1)";
            return check.ExecuteScalar() is "ok";
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return false;
        }
    }

    /// <summary>The disk is full, gone, or may not be written: what is in memory is not affected.</summary>
    public static bool IsDiskAtFault(Exception e) => e is IOException or UnauthorizedAccessException
        or SqliteException { SqliteErrorCode: ReadOnly or InputOutput or Full or CannotOpen };

    /// <summary>What is in the file is no longer a database.</summary>
    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    /// <returns>Null where it cannot be read.</returns>
    public static SqliteConnection? TryCopyToMemory(SqliteConnection database)
    {
        var memory = Open(InMemory);
        try
        {
            database.BackupDatabase(memory);
            return memory;
        }
        catch (SqliteException)
        {
            memory.Dispose();
            return null;
        }
    }

    /// <summary>Renames the file, with what SQLite keeps beside it: what was written last may be there alone, and would be deleted.</summary>
    /// <returns>Where it is now.</returns>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    public static string PutAside(string file, DateTimeOffset now)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{file}.{now:yyyyMMddHHmmssfff}.damaged");
        foreach (var part in (string[])["-wal", "-shm", ""])
        {
            if (File.Exists(file + part))
            {
                File.Move(file + part, aside + part);
            }
        }

        return aside;
    }

    /// <summary>
    /// Adds what an older file holds to what was taken since it could not be read: its messages before the others, which keep their
    /// numbers, since they may be on their way. Of a printer and of a retained topic the newer counts, but of a printer of which nothing is
    /// known yet but that the broker was told of it.
    /// </summary>
    /// <exception cref="SqliteException">It cannot be read; nothing was added.</exception>
    public static void TakeIn(string older, SqliteConnection database)
    {
        using var attach = database.CreateCommand();
        attach.CommandText = "ATTACH $file AS older";
        attach.Parameters.AddWithValue("$file", older);
        attach.ExecuteNonQuery();
        try
        {
            using var transaction = database.BeginTransaction();
            using var command = database.CreateCommand();
            command.CommandText = """
                INSERT INTO main.printer SELECT id, memory FROM older.printer WHERE true
                    ON CONFLICT (id) DO UPDATE SET memory = excluded.memory WHERE printer.memory = '{}';
                INSERT INTO main.message
                    SELECT id - last + first - 1, added, topic, payload, size, content_type, retain
                    FROM older.message,
                        (SELECT max(id) AS last FROM older.message),
                        (SELECT coalesce(min(id), (SELECT seq + 1 FROM main.sqlite_sequence WHERE name = 'message')) AS first FROM main.message)
                    WHERE retain = 0 OR topic NOT IN (SELECT topic FROM main.message WHERE retain = 1);
                UPDATE main.dropped SET count = count + (SELECT count FROM older.dropped);
                """;
            command.ExecuteNonQuery();
            transaction.Commit();
        }
        finally
        {
            using var detach = database.CreateCommand();
            detach.CommandText = "DETACH older";
            detach.ExecuteNonQuery();
        }
    }

    /// <summary>Makes the tables that are missing.</summary>
    /// <param name="now">
    /// Messages of a new file are counted from here on: none has the number of one that an earlier file had, which may be on its way to
    /// the broker, and all come after those.
    /// </param>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Prepare(SqliteConnection database, DateTimeOffset now)
    {
        using var command = database.CreateCommand();

        // FULL: an alert that was taken is on the disk even when the power fails; they are rare enough to pay for it.
        // What waits is counted as it comes and goes: counted anew each time, a message would cost the more the more wait.
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS message (
                id INTEGER PRIMARY KEY AUTOINCREMENT, added INTEGER NOT NULL, topic TEXT NOT NULL, payload BLOB NOT NULL,
                size INTEGER NOT NULL, content_type TEXT NOT NULL, retain INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS message_added ON message (added);
            CREATE INDEX IF NOT EXISTS message_retained ON message (topic) WHERE retain = 1;
            CREATE TABLE IF NOT EXISTS waiting (count INTEGER NOT NULL, bytes INTEGER NOT NULL);
            DELETE FROM waiting;
            INSERT INTO waiting SELECT count(*), coalesce(sum(size), 0) FROM message;
            CREATE TRIGGER IF NOT EXISTS message_waits AFTER INSERT ON message
                BEGIN UPDATE waiting SET count = count + 1, bytes = bytes + new.size; END;
            CREATE TRIGGER IF NOT EXISTS message_leaves AFTER DELETE ON message
                BEGIN UPDATE waiting SET count = count - 1, bytes = bytes - old.size; END;
            CREATE TABLE IF NOT EXISTS dropped (count INTEGER NOT NULL);
            INSERT INTO dropped SELECT 0 WHERE NOT EXISTS (SELECT * FROM dropped);
            CREATE TABLE IF NOT EXISTS printer (id TEXT PRIMARY KEY, memory TEXT NOT NULL);
            INSERT INTO sqlite_sequence (name, seq) SELECT 'message', $now WHERE NOT EXISTS (SELECT * FROM sqlite_sequence WHERE name = 'message');
            """;
        command.Parameters.AddWithValue("$now", now.ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }
}
