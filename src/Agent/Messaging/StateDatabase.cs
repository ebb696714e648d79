using System.Data;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// The agent's SQLite file: what waits for the broker, and what is remembered of the printers. While the disk cannot be written, as
/// when it is full, everything goes on in memory and is put back once it can; an agent that is killed meanwhile loses it. Thread-safe.
/// </summary>
internal sealed partial class StateDatabase : IDisposable
{
    public const string File = "outbox.db";

    /// <summary>How often a disk that could not be written is tried again.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly ILogger<StateDatabase> _logger;
    private SqliteConnection _database;
    private long _triedAt;
    private bool _isWithin;

    /// <summary>What is in memory lacks what is in the file, which therefore must not be written over.</summary>
    private bool _isUnread;

    /// <param name="stateDirectory">Made where it is missing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told where a damaged file was put aside, and of a disk that cannot be read or written.</param>
    public StateDatabase(string stateDirectory, TimeProvider time, ILogger<StateDatabase> logger)
    {
        (_time, _logger) = (time, logger);
        _file = Path.GetFullPath(Path.Combine(stateDirectory, File));
        try
        {
            _database = OpenFile();
            StateFile.Prepare(_database, time.GetUtcNow());
        }
        catch (Exception e) when (StateFile.IsDiskAtFault(e))
        {
            GoOnInMemory(e);
        }
    }

    /// <summary>The disk cannot be written: what is taken now would not outlive the process.</summary>
    public bool IsVolatile { get; private set; }

    /// <summary>Either all of it is on disk when this returns, or nothing. Within another it is part of that. May be run twice.</summary>
    public T InTransaction<T>(Func<T> work)
    {
        lock (_lock)
        {
            if (_isWithin)
            {
                return work();
            }

            PutBack();
            try
            {
                return Run(work);
            }
            catch (SqliteException e) when (StateFile.IsDamage(e))
            {
                BeginAnew();
                return Run(work);
            }
            catch (SqliteException e) when (!IsVolatile && StateFile.IsDiskAtFault(e))
            {
                GoOnInMemory(e);
                return Run(work);
            }
        }
    }

    /// <summary>Runs within <see cref="InTransaction"/>.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs within <see cref="InTransaction"/>.</summary>
    public IReadOnlyList<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var rows = command.ExecuteReader();
        List<T> found = [];
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            PutBack(atOnce: true);
            _database.Dispose();
        }
    }

    private T Run<T>(Func<T> work)
    {
        _isWithin = true;
        try
        {
            using var transaction = _database.BeginTransaction();
            var result = work();
            transaction.Commit();
            return result;
        }
        finally
        {
            _isWithin = false;
        }
    }

    private SqliteConnection OpenFile()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        if (!StateFile.IsSound(_file))
        {
            PutAside();
        }

        return StateFile.Open(_file);
    }

    // What it held is lost to the agent, but a farm must not go unwatched for that.
    private void PutAside() => LogDamaged(_logger, _file, StateFile.PutAside(_file, _time.GetUtcNow()));

    private void BeginAnew()
    {
        _database.Dispose();
        try
        {
            PutAside();
            _database = OpenFile();
            StateFile.Prepare(_database, _time.GetUtcNow());
            (IsVolatile, _isUnread) = (false, false);
        }
        catch (Exception e) when (StateFile.IsDiskAtFault(e))
        {
            GoOnInMemory(e);
        }
    }

    [MemberNotNull(nameof(_database))]
    private void GoOnInMemory(Exception why)
    {
        LogVolatile(_logger, _file, why.Message);

        // One that cannot be written may still be read, as long as it stays open.
        var memory = _database is { State: ConnectionState.Open } ? StateFile.TryCopyToMemory(_database) : null;
        _isUnread = memory is null;
        if (memory is null)
        {
            LogUnread(_logger, _file);
            memory = StateFile.Open(StateFile.InMemory);
        }

        StateFile.Prepare(memory, _time.GetUtcNow());
        _database?.Dispose();
        (_database, IsVolatile, _triedAt) = (memory, true, _time.GetTimestamp());
    }

    private void PutBack(bool atOnce = false)
    {
        if (!IsVolatile || (!atOnce && _time.GetElapsedTime(_triedAt) < RetryInterval))
        {
            return;
        }

        _triedAt = _time.GetTimestamp();
        SqliteConnection? disk = null;
        try
        {
            disk = OpenFile();
            if (_isUnread)
            {
                StateFile.Prepare(disk, _time.GetUtcNow());
                StateFile.TakeIn(_file, _database);
                _isUnread = false;
            }

            _database.BackupDatabase(disk);
            StateFile.Prepare(disk, _time.GetUtcNow());
        }
        catch (Exception e) when (e is SqliteException || StateFile.IsDiskAtFault(e))
        {
            // Still not; the next try is not far.
            disk?.Dispose();
            return;
        }

        _database.Dispose();
        (_database, IsVolatile) = (disk, false);
        LogBack(_logger, _file);
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

    [LoggerMessage(LogLevel.Error, "{File} is damaged and was put aside as {Aside}; alerts that waited in it, and what it held of printers, are lost. The agent goes on.")]
    private static partial void LogDamaged(ILogger logger, string file, string aside);

    [LoggerMessage(LogLevel.Error, "{File} cannot be written ({Why}): alerts go on, but what waits for the broker would not outlive a crash. Make room on the disk.")]
    private static partial void LogVolatile(ILogger logger, string file, string why);

    [LoggerMessage(LogLevel.Error, "{File} cannot be read either: it is left as it is, and what it holds is taken in once it can be read")]
    private static partial void LogUnread(ILogger logger, string file);

    [LoggerMessage(LogLevel.Warning, "{File} can be written again and holds everything")]
    private static partial void LogBack(ILogger logger, string file);
}
