using Defects.Agent.Configuration;
using Defects.Agent.Messaging;

namespace Defects.Agent.Tests.Messaging;

public sealed class OutboxDeliveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-delivery-");
    private readonly StateDatabase _database;
    private readonly Outbox _outbox;

    public OutboxDeliveryTests()
    {
        _database = new StateDatabase(_folder.FullName, TimeProvider.System, new ListLogger<StateDatabase>());
        _outbox = new Outbox(_database, TimeSpan.FromHours(1), 1 << 20, TimeProvider.System, new ListLogger<Outbox>());
    }

    [Fact]
    public async Task SendSome_MoreThanAPortionWaits_SendsTheOldestAndComesBack()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var connection = await OpenAsync(broker);
        Fill(OutboxDelivery.Portion + 20);

        Assert.True(await Delivery().SendSomeAsync(connection, TestContext.Current.CancellationToken));

        // On a slow machine a second may end before the portion does.
        Assert.InRange(_outbox.Describe().Waiting, 20, OutboxDelivery.Portion + 19);
        Assert.Equal($"defects/{OutboxDelivery.Portion + 20 - _outbox.Describe().Waiting:D3}", _outbox.Peek(1)[0].Message.Topic);
    }

    [Fact]
    public async Task SendSome_NothingWaits_SaysSo()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var connection = await OpenAsync(broker);

        Assert.False(await Delivery().SendSomeAsync(connection, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task SendSome_ConnectionEndsAmongThem_ForgetsWhatWasAcknowledgedAndKeepsTheRest()
    {
        await using var broker = await Mosquitto.StartAsync(_ => ["allow_anonymous true", "max_packet_size 2000"]);
        await using var connection = await OpenAsync(broker);
        Fill(10);
        _outbox.Add(new OutboxMessage("defects/#", new byte[10], MessageJson.ContentType, Retain: false));
        Fill(10);

        // A wildcard in a topic breaks the protocol: nothing goes on after it.
        await Assert.ThrowsAnyAsync<Exception>(() => Delivery().SendSomeAsync(connection, TestContext.Current.CancellationToken));

        Assert.Equal(11, _outbox.Describe().Waiting);
        Assert.Equal("defects/#", _outbox.Peek(1)[0].Message.Topic);
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    private OutboxDelivery Delivery() => new(_outbox, new MqttOptions(), TimeProvider.System, new ListLogger<OutboxDelivery>());

    private void Fill(int count)
    {
        for (var number = 0; number < count; number++)
        {
            _outbox.Add(new OutboxMessage($"defects/{number:D3}", new byte[10], MessageJson.ContentType, Retain: false));
        }
    }

    private static Task<BrokerConnection> OpenAsync(Mosquitto broker) => BrokerConnection.OpenAsync(
        new MqttOptions { Port = broker.Port, Timeout = TimeSpan.FromSeconds(5) }, "delivery", "defects/status", [], TestContext.Current.CancellationToken);
}
