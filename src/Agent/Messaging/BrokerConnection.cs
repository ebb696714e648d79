using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using MQTTnet;
using MQTTnet.Exceptions;

namespace Defects.Agent.Messaging;

/// <summary>
/// One connection to the broker, from connect to the first failure; after that a new one is made. Every call ends within
/// <see cref="MqttOptions.Timeout"/>. MQTTnet's own timeout is no help: it does not run once a cancellable token is passed.
/// </summary>
internal sealed class BrokerConnection : IAsyncDisposable
{
    /// <summary>Topic and properties of our messages, generously.</summary>
    private const int PacketOverhead = 512;

    private readonly MqttOptions _options;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private long _largestPacket = long.MaxValue;

    private volatile bool _silent;

    private BrokerConnection(MqttOptions options)
    {
        _options = options;
        _client.ApplicationMessageReceivedAsync += received =>
        {
            Received?.Invoke(received.ApplicationMessage);
            return Task.CompletedTask;
        };
    }

    /// <summary>Every message that was subscribed to, one at a time; must not throw.</summary>
    public event Action<MqttApplicationMessage>? Received;

    /// <summary>False as well once an answer was waited for in vain: whoever waited, the connection is no good.</summary>
    public bool IsConnected => _client.IsConnected && !_silent;

    /// <param name="options">Where and how.</param>
    /// <param name="clientId">Unique on the broker: a second client with it pushes the first one out.</param>
    /// <param name="willTopic">Where the broker says that we are gone.</param>
    /// <param name="will">What it says there, retained.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="BrokerException">No connection, or refused.</exception>
    public static async Task<BrokerConnection> OpenAsync(
        MqttOptions options, string clientId, string willTopic, byte[] will, CancellationToken cancel)
    {
        var connection = new BrokerConnection(options);
        try
        {
            await connection.ConnectAsync(BrokerDescription.Build(options, clientId, willTopic, will), cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <returns>Null where the broker has taken it.</returns>
    /// <exception cref="BrokerException">The connection is lost, or the broker did not answer in time.</exception>
    public async Task<PublishRefusal?> PublishAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        // A broker answers a packet that is too large for it by hanging up: sent again after each connect, it would hold up
        // every later alert.
        if (message.Payload.Length + PacketOverhead > _largestPacket)
        {
            return new PublishRefusal($"it has {message.Payload.Length:N0} bytes, and the broker takes packets of {_largestPacket:N0} at most", MayPass: false);
        }

        var result = await InTimeAsync(token => _client.PublishAsync(message, token), cancel);
        return result.IsSuccess ? null : new PublishRefusal(
            $"{result.ReasonCode} {result.ReasonString}".TrimEnd(),
            MayPass: result.ReasonCode is MqttClientPublishReasonCode.QuotaExceeded or MqttClientPublishReasonCode.ImplementationSpecificError
                or MqttClientPublishReasonCode.UnspecifiedError or MqttClientPublishReasonCode.PacketIdentifierInUse);
    }

    /// <summary>Asks for messages; what is retained comes at once.</summary>
    /// <returns>By filter null, or why the broker refuses it.</returns>
    /// <exception cref="BrokerException">The connection is lost, or the broker did not answer in time.</exception>
    public async Task<IReadOnlyDictionary<string, string?>> SubscribeAsync(IReadOnlyCollection<BusSubscription> wanted, CancellationToken cancel)
    {
        var options = new MqttClientSubscribeOptions
        {
            TopicFilters = [.. wanted.Select(one => new MqttTopicFilterBuilder().WithTopic(one.Filter).WithAtLeastOnceQoS().WithRetainAsPublished(one.TellsRetained).Build())],
        };
        var result = await InTimeAsync(token => _client.SubscribeAsync(options, token), cancel);
        return result.Items.ToDictionary(
            item => item.TopicFilter.Topic,
            item => item.ResultCode <= MqttClientSubscribeResultCode.GrantedQoS2 ? null : $"{item.ResultCode} {result.ReasonString}".TrimEnd());
    }

    /// <exception cref="BrokerException">The connection is lost, or the broker did not answer in time.</exception>
    public Task UnsubscribeAsync(IReadOnlyCollection<string> filters, CancellationToken cancel) =>
        InTimeAsync(token => _client.UnsubscribeAsync(new MqttClientUnsubscribeOptions { TopicFilters = [.. filters] }, token), cancel);

    /// <summary>Says goodbye, so that the broker does not send the last will.</summary>
    public Task CloseAsync(CancellationToken cancel) =>
        InTimeAsync(
            async token =>
            {
                await _client.DisconnectAsync(new MqttClientDisconnectOptionsBuilder().Build(), token);
                return true;
            },
            cancel);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ConnectAsync(MqttClientOptions description, CancellationToken cancel)
    {
        var result = await InTimeAsync(
            async token =>
            {
                try
                {
                    // A refusal comes back as a result and does not throw.
                    return await _client.ConnectAsync(description, token);
                }
                catch (MqttCommunicationException e) when (!token.IsCancellationRequested)
                {
                    throw new BrokerException(BrokerDescription.Explain(e, _options), e);
                }
            },
            cancel);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new BrokerException(result.ResultCode switch
            {
                MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized when _options.UserFile is null =>
                    "the broker wants a user name and a password; name files that hold them as mqtt:userFile and mqtt:passwordFile",
                MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized =>
                    "the broker refuses the user name or the password; look at the files named as mqtt:userFile and mqtt:passwordFile",
                var code => $"the broker refuses the connection: {code} {result.ReasonString}".TrimEnd(),
            });
        }

        _largestPacket = result.MaximumPacketSize is { } stated and > 0 ? stated : long.MaxValue;
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(_options.Timeout);
        try
        {
            return await call(deadline.Token);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancel);
        }
        catch (Exception e) when (deadline.IsCancellationRequested)
        {
            _silent = true;
            throw new BrokerException($"the broker did not answer within {_options.Timeout.TotalSeconds:0.#} s", e);
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Disposed or cancelled without our asking: the connection ended beside this call.
            throw new BrokerException(e.GetBaseException().Message, e);
        }
    }
}
