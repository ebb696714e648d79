using Microsoft.Data.Sqlite;

namespace Defects.Agent.Messaging;

/// <summary>Opens the SQLite file of an agent's state, and knows what may be wrong with it.</summary>
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
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return false;
        }
    }

    /// <summary>The disk is full, gone, or may not be written: what is in memory is not affected.</summary>
    public static bool IsDiskAtFault(SqliteException e) => e.SqliteErrorCode is ReadOnly or InputOutput or Full or CannotOpen;

    /// <summary>Makes the tables that are missing.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Prepare(SqliteConnection database)
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
            """;
        command.ExecuteNonQuery();
    }
}
