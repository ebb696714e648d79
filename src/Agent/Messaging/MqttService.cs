using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using Defects.Agent.Messaging.HomeAssistant;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;

namespace Defects.Agent.Messaging;

/// <summary>
/// Keeps the broker told, one message at a time and in order: on every connect it listens to what the bus has, says <c>online</c>, then
/// every printer's state, what Home Assistant is to show, then the outbox, the oldest first; from there on whatever is due. When anything fails the connection is dropped
/// and made anew.
/// </summary>
internal sealed partial class MqttService(
    AgentOptions options,
    Topics topics,
    MessageStamp stamp,
    Outbox outbox,
    OutboxDelivery delivery,
    PrinterStates states,
    HomeAssistantDiscovery discovery,
    MessageBus bus,
    IAgentFigures figures,
    TimeProvider time,
    ILogger<MqttService> logger) : BackgroundService
{
    /// <summary>Between two attempts to connect; a broker is near and used to it.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan StatsInterval = TimeSpan.FromMinutes(1);

    /// <summary>States and stats are looked at this often; the outbox at once.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Longest time to say goodbye: the agent must be gone within 5 s.</summary>
    private static readonly TimeSpan FarewellTimeout = TimeSpan.FromSeconds(2);

    private readonly DateTimeOffset _started = time.GetUtcNow();
    private long _statsAt = time.GetTimestamp();
    private readonly HashSet<string> _failures = [];

    // Topics that were told of since the connect: a state comes again each half minute.
    private readonly HashSet<string> _refused = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TalkAsync(stoppingToken);
            }
            catch (BrokerException e)
            {
                LogOnce(e.Message);
                await Task.Delay(RetryInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task TalkAsync(CancellationToken stopping)
    {
        // Two agents of one id would push each other out for ever.
        var clientId = new DiscoveryNames(options.Mqtt.Root, options.Node).Agent;
        await using var broker = await BrokerConnection.OpenAsync(options.Mqtt, clientId, topics.Status, Status(AgentState.Offline), stopping);
        try
        {
            // Before online: whoever waits for that to send a command is heard.
            await bus.ConnectAsync(broker, stopping);
            await PublishAsync(broker, BrokerMessage.Retained(topics.Status, Status(AgentState.Online)), stopping);
            LogConnected(options.Mqtt.Host, options.Mqtt.Port);
            _failures.Clear();
            _refused.Clear();
            states.Forget();
            discovery.Forget();
            while (broker.IsConnected)
            {
                await PublishDueAsync(broker, stopping);
                await bus.FollowAsync(broker, stopping);

                // However much has piled up, states go on to be told.
                if (!await delivery.SendSomeAsync(broker, stopping))
                {
                    await outbox.WaitAsync(Tick, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await SayGoodbyeAsync(broker);
            throw;
        }
        finally
        {
            bus.Disconnected();
        }

        throw new BrokerException("the broker closed the connection or fell silent; if it goes on, another client may use the same id, see node");
    }

    private async Task PublishDueAsync(BrokerConnection broker, CancellationToken stopping)
    {
        foreach (var printer in states.Gone())
        {
            // An empty retained message takes the last one away.
            await PublishAsync(broker, BrokerMessage.Retained(topics.State(printer), []), stopping);
            await PublishAsync(broker, BrokerMessage.Retained(topics.AlertImage(printer), []), stopping);
            states.Cleared(printer);
        }

        foreach (var state in states.Due())
        {
            await PublishAsync(broker, BrokerMessage.Retained(topics.State(state.Printer), stamp.Write(state)), stopping);
        }

        foreach (var announcement in discovery.Due())
        {
            await PublishAsync(broker, BrokerMessage.Retained(announcement.Topic, announcement.Payload), stopping);
        }

        if (time.GetElapsedTime(_statsAt) >= StatsInterval)
        {
            _statsAt = time.GetTimestamp();
            var stats = new StatsPayload { UptimeS = (time.GetUtcNow() - _started).TotalSeconds, Outbox = outbox.Describe(), Serving = figures.Serving, Figures = figures.Read() };
            await PublishAsync(broker, BrokerMessage.Passing(topics.Stats, stamp.Write(stats)), stopping);
        }
    }

    private async Task PublishAsync(BrokerConnection broker, MqttApplicationMessage message, CancellationToken stopping)
    {
        if (await broker.PublishAsync(message, stopping) is { } refusal && _refused.Add(message.Topic))
        {
            LogRefused(message.Topic, refusal.Why);
        }
    }

    private async Task SayGoodbyeAsync(BrokerConnection broker)
    {
        using var farewell = new CancellationTokenSource(FarewellTimeout, time);
        try
        {
            await PublishAsync(broker, BrokerMessage.Retained(topics.Status, Status(AgentState.Stopping)), farewell.Token);
            await broker.CloseAsync(farewell.Token);
        }
        catch (Exception e) when (e is BrokerException or OperationCanceledException)
        {
            LogNoFarewell(e.Message);
        }
    }

    private byte[] Status(AgentState state) => stamp.Write(new StatusPayload { State = state, Since = _started, Version = AgentRelease.Version });

    private void LogOnce(string failure)
    {
        if (_failures.Add(failure))
        {
            LogUnreachable(options.Mqtt.Host, options.Mqtt.Port, failure);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to the broker at {Host}:{Port}")]
    private partial void LogConnected(string host, int port);

    [LoggerMessage(Level = LogLevel.Error, Message = "No connection to the broker at {Host}:{Port}: {Why}. Trying again; alerts wait in the outbox.")]
    private partial void LogUnreachable(string host, int port, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The broker refuses a message on {Topic}: {Why}. It is dropped; look at the broker's access rules.")]
    private partial void LogRefused(string topic, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker was not told that the agent stops: {Why}")]
    private partial void LogNoFarewell(string why);
}
