using Defects.Agent.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging;

public sealed class OutboxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-outbox-");
    private readonly FakeTimeProvider _time = new();
    private TimeSpan _ahead;
    private readonly ListLogger<Outbox> _log = new();
    private StateDatabase? _database;

    [Fact]
    public void Peek_SeveralMessages_GivesTheOldestUntilRemoved()
    {
        using var outbox = Open();
        outbox.Add(Event("a"));
        outbox.Add(Event("b"));

        var first = Oldest(outbox);
        Assert.Equal("a", first.Message.Topic);
        Assert.Equal(first, Oldest(outbox) with { Message = first.Message });
        outbox.Remove([first.Id], []);
        Assert.Equal("b", Oldest(outbox).Message.Topic);
        Assert.Equal(0, outbox.Describe().Dropped);
    }

    [Fact]
    public void Reopened_KeepsMessagesOrderAndCount()
    {
        using (var outbox = Open(bytes: 25))
        {
            outbox.Add(Event("lost"));
            outbox.Add(Event("a"));
            outbox.Add(Event("b"));
        }

        using var again = Open(bytes: 25);
        Assert.Equal("a", Oldest(again).Message.Topic);
        Assert.Equal(new OutboxPayload(2, 20, 1, false), again.Describe());
    }

    [Fact]
    public void OlderThanTheAge_IsDroppedAndCounted()
    {
        using var outbox = Open();
        outbox.Add(Event("old"));
        _time.Advance(TimeSpan.FromMinutes(59));
        outbox.Add(Event("young"));
        Assert.Equal("old", Oldest(outbox).Message.Topic);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("young", Oldest(outbox).Message.Topic);
        Assert.Equal(new OutboxPayload(1, 10, 1, false), outbox.Describe());
        Assert.StartsWith("Error: Messages for the broker were given up: 1 older than 01:00:00, 0 because", Assert.Single(_log.Lines));
    }

    [Theory]
    [InlineData(48)]
    [InlineData(-48)]
    public void ClockIsSetByDays_AgesByTheTimeThatPassed(int hours)
    {
        using var outbox = Open();
        outbox.Add(Event("old"));
        _time.Advance(TimeSpan.FromMinutes(30));
        _ahead = TimeSpan.FromHours(hours);
        outbox.Add(Event("young"));
        _time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("old", Oldest(outbox).Message.Topic);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("young", Oldest(outbox).Message.Topic);
        Assert.Equal(1, outbox.Describe().Dropped);
    }

    [Fact]
    public void ClockIsSet_MessagesOfEarlierRunsStayAsTheyAre()
    {
        _ahead = TimeSpan.FromDays(-1);
        using (var before = Open())
        {
            before.Add(Event("earlier"));
        }

        using var outbox = Open();
        _ahead = TimeSpan.Zero;

        Assert.Empty(outbox.Peek(1));
        Assert.Equal(1, outbox.Describe().Dropped);
    }

    [Fact]
    public void MoreThanTheBytes_DropsTheOldestButNeverTheNewest()
    {
        using var outbox = Open(bytes: 25);
        outbox.Add(Event("a"));
        outbox.Add(Event("b"));
        outbox.Add(Event("c"));
        Assert.Equal("b", Oldest(outbox).Message.Topic);

        outbox.Add(Event("huge", 1000));
        Assert.Equal("huge", Oldest(outbox).Message.Topic);
        Assert.Equal(new OutboxPayload(1, 1000, 3, false), outbox.Describe());
    }

    [Fact]
    public void RetainedMessage_ReplacesTheUnsentOneOfItsTopicOnly()
    {
        using var outbox = Open();
        outbox.Add(new OutboxMessage("image/1", [1], "image/jpeg", Retain: true));
        outbox.Add(new OutboxMessage("image/2", [2], "image/jpeg", Retain: true));
        outbox.Add(new OutboxMessage("image/1", [3], "image/jpeg", Retain: true));

        Assert.Equal([2], Oldest(outbox).Message.Payload);
        Assert.Equal(new OutboxPayload(2, 2, 0, false), outbox.Describe());
    }

    [Fact]
    public void Remove_Refused_IsCounted()
    {
        using var outbox = Open();
        outbox.Add(Event("a"));
        outbox.Remove([], [Oldest(outbox).Id]);

        Assert.Empty(outbox.Peek(10));
        Assert.Equal(1, outbox.Describe().Dropped);
    }

    [Fact]
    public void Peek_SeveralAtOnce_ComeInOrderAndLeaveTogether()
    {
        using var outbox = Open();
        foreach (var topic in (string[])["a", "b", "c", "d"])
        {
            outbox.Add(Event(topic));
        }

        var first = outbox.Peek(3);
        Assert.Equal(["a", "b", "c"], first.Select(entry => entry.Message.Topic));
        outbox.Remove([first[0].Id, first[2].Id], [first[1].Id]);
        Assert.Equal("d", Oldest(outbox).Message.Topic);
        Assert.Equal(new OutboxPayload(1, 10, 1, false), outbox.Describe());
    }

    [Fact]
    public void FileOfAnEarlierRelease_IsCountedAsItIsOpened()
    {
        using (var old = StateFile.Open(Path.Combine(_folder.FullName, StateDatabase.File)))
        using (var command = old.CreateCommand())
        {
            command.CommandText = """
                CREATE TABLE message (
                    id INTEGER PRIMARY KEY AUTOINCREMENT, added INTEGER NOT NULL, topic TEXT NOT NULL, payload BLOB NOT NULL,
                    size INTEGER NOT NULL, content_type TEXT NOT NULL, retain INTEGER NOT NULL);
                INSERT INTO message (added, topic, payload, size, content_type, retain)
                    VALUES (9e12, 'a', x'01', 10, 'x', 0), (9e12, 'b', x'01', 10, 'x', 0);
                """;
            command.ExecuteNonQuery();
        }

        using var outbox = Open(bytes: 25);
        Assert.Equal(new OutboxPayload(2, 20, 0, false), outbox.Describe());
        outbox.Add(Event("c"));
        Assert.Equal("b", Oldest(outbox).Message.Topic);
    }

    [Fact]
    public async Task WaitAsync_SeveralWereAdded_ReturnsOnceForAll()
    {
        using var outbox = Open();
        outbox.Add(Event("a"));
        outbox.Add(Event("b"));
        await outbox.WaitAsync(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);

        using var enough = new CancellationTokenSource();
        var second = outbox.WaitAsync(Timeout.InfiniteTimeSpan, enough.Token);
        Assert.False(second.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
    }

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Delete(recursive: true);
    }

    private Outbox Open(long bytes = 1 << 20)
    {
        _database?.Dispose();
        _database = new StateDatabase(_folder.FullName, _time, new ListLogger<StateDatabase>());
        return new Outbox(_database, TimeSpan.FromHours(1), bytes, new SetClock(_time, () => _ahead), _log);
    }

    private static OutboxEntry Oldest(Outbox outbox) => Assert.Single(outbox.Peek(1));

    private static OutboxMessage Event(string topic, int size = 10) => new(topic, new byte[size], MessageJson.ContentType, Retain: false);

    /// <summary>The time of day may be set; timestamps go on.</summary>
    private sealed class SetClock(TimeProvider steady, Func<TimeSpan> ahead) : TimeProvider
    {
        public override long TimestampFrequency => steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + ahead();

        public override long GetTimestamp() => steady.GetTimestamp();
    }
}
