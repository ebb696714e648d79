using Defects.Agent.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging;

public sealed class StateDatabaseTests : IDisposable
{
    private const int Many = 4000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-state-");
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<StateDatabase> _log = new();

    [Fact]
    public void Damaged_IsPutAsideAndSaid()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, StateDatabase.File), string.Concat(Enumerable.Repeat("no database ", 500)));
        using var database = Open();
        Add(database, "a");

        Assert.Equal(["a"], Topics(database));
        Assert.Single(_folder.GetFiles("*.damaged"));
        Assert.Contains("is damaged and was put aside", Assert.Single(_log.Lines));
    }

    [Fact]
    public void InTransaction_WorkThatThrows_LeavesNothingBehind()
    {
        using var database = Open();
        Assert.Throws<InvalidOperationException>(() => database.InTransaction<int>(() =>
        {
            Add(database, "half");
            throw new InvalidOperationException();
        }));

        Assert.Empty(Topics(database));
    }

    [Fact]
    public void DiskFull_GoesOnInMemoryAndPutsEverythingBackOnceThereIsRoom()
    {
        using var disk = new SmallDisk();
        using (var database = Open(disk.Path))
        {
            Add(database, "before");
            disk.Fill();
            for (var i = 0; i < 100; i++)
            {
                Add(database, $"during-{i}");
            }

            Assert.True(database.IsVolatile);
            Assert.Equal(101, Topics(database).Count);
            Assert.Contains("cannot be written", Assert.Single(_log.Lines));

            // Taken off while the disk is full: it must not come back.
            database.InTransaction(() => database.Execute("DELETE FROM message WHERE topic = 'before'"));
            _time.Advance(TimeSpan.FromSeconds(31));
            Assert.Equal("during-0", Topics(database)[0]);
            Assert.True(database.IsVolatile);

            disk.MakeRoom();
            _time.Advance(TimeSpan.FromSeconds(31));
            Add(database, "after");
            Assert.False(database.IsVolatile);
        }

        using var again = Open(disk.Path);
        var topics = Topics(again);
        Assert.Equal(101, topics.Count);
        Assert.Equal(("during-0", "after"), (topics[0], topics[^1]));
    }

    [Fact]
    public void DiskFull_InTheMiddleOfATransactionOfParts_DoesAllOfItOnce()
    {
        using var disk = new SmallDisk();
        using var database = Open(disk.Path);
        Add(database, "before");

        // The second is too large for SQLite to keep it to itself until the commit: the disk fills up within its statement.
        database.InTransaction(() =>
        {
            Add(database, "small");
            Add(database, "large", bytes: 8 << 20);
            return Add(database, "last");
        });

        Assert.True(database.IsVolatile);
        Assert.Equal(["before", "small", "large", "last"], Topics(database));
    }

    [Fact]
    public void DiskThatCannotBeRead_GoesOnInMemory_AndTakesInWhatIsInTheFileOnceItCan()
    {
        using (var database = Open())
        {
            Fill(database);
            Add(database, "picture", retain: true);
            Save(database, "quiet", "before");
            Save(database, "busy", "before");
            Save(database, "told", "before");
            Checkpoint();
            FailingDisk.Fail(InFolder(StateDatabase.File));
            Assert.Empty(Topics(database));
            Assert.True(database.IsVolatile);
            Assert.Contains("cannot be read either", _log.Lines[^1]);

            Add(database, "picture", retain: true);
            Add(database, "during");
            Save(database, "busy", "during");
            new PrinterMemories(database, new ListLogger<PrinterMemories>()).NoteTold("told");
            _time.Advance(TimeSpan.FromSeconds(31));
            Assert.Equal(["picture", "during"], Topics(database)[^2..]);
            Assert.False(database.IsVolatile);
        }

        using var again = Open();
        var topics = Topics(again);
        Assert.Equal((Many + 2, "fill-0", $"fill-{Many - 1}", "picture", "during"), (topics.Count, topics[0], topics[Many - 1], topics[^2], topics[^1]));
        Assert.Equal(["busy during", "quiet before", "told before"], again.InTransaction(() => again.Query("SELECT id || ' ' || memory FROM printer ORDER BY id", row => row.GetString(0))));
        Assert.Equal(Many + 2, again.InTransaction(() => again.Query("SELECT count FROM waiting", row => row.GetInt64(0))).Single());
        Assert.Empty(_folder.GetFiles("*.damaged"));
    }

    [Fact]
    public void FileThatCannotBeOpened_IsLeftAsItIs_AndTakenInOnceItCan()
    {
        using (var database = Open())
        {
            Add(database, "before");
        }

        var inTheWay = Directory.CreateDirectory(InFolder(StateDatabase.File + "-wal"));
        using (var database = Open())
        {
            Add(database, "during");
            Assert.Equal(["during"], Topics(database));
        }

        inTheWay.Delete();
        using (var database = Open())
        {
            Assert.Equal(["before"], Topics(database));
        }

        inTheWay.Create();
        using (var database = Open())
        {
            Add(database, "during");
            inTheWay.Delete();
            _time.Advance(TimeSpan.FromSeconds(31));
            Assert.Equal(["before", "during"], Topics(database));
        }
    }

    [Fact]
    public void DiskFull_AtAStartAfterAKill_TakesInWhatWaitedOnceThereIsRoom()
    {
        using var disk = new SmallDisk();
        using (var killed = Open())
        {
            Add(killed, "before");
            foreach (var part in (string[])["", "-wal"])
            {
                File.Copy(InFolder(StateDatabase.File + part), Path.Combine(disk.Path, StateDatabase.File + part));
            }
        }

        disk.Fill();
        using var database = Open(disk.Path);
        Add(database, "during");
        Assert.True(database.IsVolatile);
        disk.MakeRoom();
        _time.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(["before", "during"], Topics(database));
        Assert.False(database.IsVolatile);
    }

    [Fact]
    public void DamagedWhileOpen_IsPutAsideAndSaid_AndTheAgentGoesOn()
    {
        using var database = Open();
        Fill(database);
        var before = LastId(database);
        Checkpoint();
        _time.Advance(TimeSpan.FromHours(1));
        using (var file = new FileStream(InFolder(StateDatabase.File), FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xFF, (int)file.Length - 4096).ToArray());
        }

        Assert.Empty(Topics(database));
        Add(database, "after");

        Assert.Equal(["after"], Topics(database));
        Assert.False(database.IsVolatile);
        Assert.Contains("is damaged and was put aside", Assert.Single(_log.Lines));
        Assert.True(Assert.Single(_folder.GetFiles("*.damaged")).Length > Many * 1000);

        // A message on its way to the broker is taken out by its number, which no other must have.
        Assert.InRange(LastId(database), before + 1, long.MaxValue);
    }

    [Fact]
    public void Damaged_WhatWasWrittenLast_IsPutAsideWithIt()
    {
        var killed = Directory.CreateDirectory(InFolder("killed"));
        using (var database = Open())
        {
            Fill(database);
            Checkpoint();
            Add(database, "late");
            File.Copy(InFolder(StateDatabase.File + "-wal"), Path.Combine(killed.FullName, StateDatabase.File + "-wal"));
        }

        File.WriteAllText(Path.Combine(killed.FullName, StateDatabase.File), string.Concat(Enumerable.Repeat("no database ", 500)));
        using var next = Open(killed.FullName);

        Assert.Empty(Topics(next));
        Assert.Contains("late", File.ReadAllText(Assert.Single(killed.GetFiles("*.damaged-wal")).FullName));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private StateDatabase Open(string? folder = null) => new(folder ?? _folder.FullName, _time, _log);

    private string InFolder(string name) => Path.Combine(_folder.FullName, name);

    private static int Add(StateDatabase database, string topic, int bytes = 1000, bool retain = false) => database.InTransaction(() => database.Execute(
        "INSERT INTO message (added, topic, payload, size, content_type, retain) VALUES (0, $topic, $payload, 1000, '', $retain)",
        ("$topic", topic),
        ("$payload", new byte[bytes]),
        ("$retain", retain)));

    /// <summary>More than SQLite keeps to itself.</summary>
    private static void Fill(StateDatabase database) => database.InTransaction(() => Enumerable.Range(0, Many).Sum(i => Add(database, $"fill-{i}")));

    private static int Save(StateDatabase database, string printer, string memory) => database.InTransaction(() => database.Execute(
        "INSERT OR REPLACE INTO printer (id, memory) VALUES ($id, $memory)", ("$id", printer), ("$memory", memory)));

    /// <summary>All of it is in the file itself then, none in the log beside it.</summary>
    private void Checkpoint()
    {
        using var other = StateFile.Open(InFolder(StateDatabase.File));
        using var command = other.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    private static long LastId(StateDatabase database) => database.InTransaction(() => database.Query("SELECT max(id) FROM message", row => row.GetInt64(0))).Single();

    private static List<string> Topics(StateDatabase database) =>
        [.. database.InTransaction(() => database.Query("SELECT topic FROM message ORDER BY id", row => row.GetString(0)))];
}
