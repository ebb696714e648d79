using Defects.Agent.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging;

public sealed class OutboxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-outbox-");
    private readonly FakeTimeProvider _time = new();
    private readonly ListLogger<Outbox> _log = new();
    private StateDatabase? _database;

    [Fact]
    public void Peek_SeveralMessages_GivesTheOldestUntilRemoved()
    {
        using var outbox = Open();
        outbox.Add(Event("a"));
        outbox.Add(Event("b"));

        var first = outbox.Peek()!;
        Assert.Equal("a", first.Message.Topic);
        Assert.Equal(first, outbox.Peek()! with { Message = first.Message });
        outbox.Remove(first.Id);
        Assert.Equal("b", outbox.Peek()!.Message.Topic);
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
        Assert.Equal("a", again.Peek()!.Message.Topic);
        Assert.Equal(new OutboxPayload(2, 20, 1, false), again.Describe());
    }

    [Fact]
    public void OlderThanTheAge_IsDroppedAndCounted()
    {
        using var outbox = Open();
        outbox.Add(Event("old"));
        _time.Advance(TimeSpan.FromMinutes(59));
        outbox.Add(Event("young"));
        Assert.Equal("old", outbox.Peek()!.Message.Topic);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("young", outbox.Peek()!.Message.Topic);
        Assert.Equal(new OutboxPayload(1, 10, 1, false), outbox.Describe());
        Assert.StartsWith("Error: Messages for the broker were given up: 1 older than 01:00:00, 0 because", Assert.Single(_log.Lines));
    }

    [Fact]
    public void MoreThanTheBytes_DropsTheOldestButNeverTheNewest()
    {
        using var outbox = Open(bytes: 25);
        outbox.Add(Event("a"));
        outbox.Add(Event("b"));
        outbox.Add(Event("c"));
        Assert.Equal("b", outbox.Peek()!.Message.Topic);

        outbox.Add(Event("huge", 1000));
        Assert.Equal("huge", outbox.Peek()!.Message.Topic);
        Assert.Equal(new OutboxPayload(1, 1000, 3, false), outbox.Describe());
    }

    [Fact]
    public void RetainedMessage_ReplacesTheUnsentOneOfItsTopicOnly()
    {
        using var outbox = Open();
        outbox.Add(new OutboxMessage("image/1", [1], "image/jpeg", Retain: true));
        outbox.Add(new OutboxMessage("image/2", [2], "image/jpeg", Retain: true));
        outbox.Add(new OutboxMessage("image/1", [3], "image/jpeg", Retain: true));

        Assert.Equal([2], outbox.Peek()!.Message.Payload);
        Assert.Equal(new OutboxPayload(2, 2, 0, false), outbox.Describe());
    }

    [Fact]
    public void Drop_Refused_IsCounted()
    {
        using var outbox = Open();
        outbox.Add(Event("a"));
        outbox.Drop(outbox.Peek()!.Id);

        Assert.Null(outbox.Peek());
        Assert.Equal(1, outbox.Describe().Dropped);
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
        return new Outbox(_database, TimeSpan.FromHours(1), bytes, _time, _log);
    }

    private static OutboxMessage Event(string topic, int size = 10) => new(topic, new byte[size], MessageJson.ContentType, Retain: false);
}
