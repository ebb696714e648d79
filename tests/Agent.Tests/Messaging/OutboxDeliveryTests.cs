using System.Net;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging;
using Microsoft.Extensions.Time.Testing;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Defects.Agent.Tests.Messaging;

public sealed class OutboxDeliveryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-delivery-");
    private readonly int _port = Mosquitto.FreePort();
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

    [Fact]
    public async Task SendSome_BrokerTakesNoMoreForNow_SendsItAgainInOrder()
    {
        List<string> taken = [];
        var refusals = 3;
        using var broker = await StartAsync(message =>
        {
            if (message.ApplicationMessage.Topic == "defects/002" && refusals-- > 0)
            {
                (message.ProcessPublish, message.Response.ReasonCode) = (false, MqttPubAckReasonCode.QuotaExceeded);
                return;
            }

            taken.Add(message.ApplicationMessage.Topic);
        });
        await using var connection = await OpenAsync(_port);
        Fill(5);
        var delivery = Delivery();

        for (var i = 0; i < 3; i++)
        {
            Assert.False(await delivery.SendSomeAsync(connection, TestContext.Current.CancellationToken));
            Assert.Equal("defects/002", _outbox.Peek(1)[0].Message.Topic);
        }

        Assert.True(await delivery.SendSomeAsync(connection, TestContext.Current.CancellationToken));
        Assert.Equal(["defects/000", "defects/001", "defects/002", "defects/003", "defects/004"], taken);
        Assert.Equal(0, _outbox.Describe().Dropped);
    }

    [Fact]
    public async Task SendSome_BrokerNeverTakesOne_GivesItUpAndGoesOn()
    {
        using var broker = await StartAsync(message => (message.ProcessPublish, message.Response.ReasonCode) = message.ApplicationMessage.Topic == "defects/000"
            ? (false, MqttPubAckReasonCode.UnspecifiedError)
            : (true, MqttPubAckReasonCode.Success));
        await using var connection = await OpenAsync(_port);
        Fill(2);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var delivery = Delivery(time);

        // However often, as in a burst of alerts: it is the time that counts.
        for (var i = 0; i < 200; i++)
        {
            Assert.False(await delivery.SendSomeAsync(connection, TestContext.Current.CancellationToken));
        }

        time.Advance(OutboxDelivery.Patience);
        Assert.True(await delivery.SendSomeAsync(connection, TestContext.Current.CancellationToken));
        Assert.Equal((0, 1), (_outbox.Describe().Waiting, _outbox.Describe().Dropped));
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    private OutboxDelivery Delivery(TimeProvider? time = null) => new(_outbox, new MqttOptions(), time ?? TimeProvider.System, new ListLogger<OutboxDelivery>());

    private void Fill(int count)
    {
        for (var number = 0; number < count; number++)
        {
            _outbox.Add(new OutboxMessage($"defects/{number:D3}", new byte[10], MessageJson.ContentType, Retain: false));
        }
    }

    /// <summary>A broker that answers as it is told.</summary>
    private async Task<MqttServer> StartAsync(Action<InterceptingPublishEventArgs> answer)
    {
        var server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointPort(_port)
            .Build());
        server.InterceptingPublishAsync += message =>
        {
            answer(message);
            return Task.CompletedTask;
        };
        await server.StartAsync();
        return server;
    }

    private static Task<BrokerConnection> OpenAsync(Mosquitto broker) => OpenAsync(broker.Port);

    private static Task<BrokerConnection> OpenAsync(int port) => BrokerConnection.OpenAsync(
        new MqttOptions { Port = port, Timeout = TimeSpan.FromSeconds(5) }, "delivery", "defects/status", [], TestContext.Current.CancellationToken);
}
