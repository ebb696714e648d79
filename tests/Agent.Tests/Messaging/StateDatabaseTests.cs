using Defects.Agent.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging;

public sealed class StateDatabaseTests : IDisposable
{
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

    public void Dispose() => _folder.Delete(recursive: true);

    private StateDatabase Open(string? folder = null) => new(folder ?? _folder.FullName, _time, _log);

    private static int Add(StateDatabase database, string topic, int bytes = 1000) => database.InTransaction(() => database.Execute(
        "INSERT INTO message (added, topic, payload, size, content_type, retain) VALUES (0, $topic, $payload, 1000, '', 0)",
        ("$topic", topic),
        ("$payload", new byte[bytes])));

    private static IReadOnlyList<string> Topics(StateDatabase database) =>
        database.InTransaction(() => database.Query("SELECT topic FROM message ORDER BY id", row => row.GetString(0)));
}
