using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Defects.Agent.Configuration;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Defects.Agent.Printers.Drivers;

/// <summary>One connection to the broker inside a Bambu printer, MQTT 3.1.1 over TLS. Every call ends within the link's timeout.</summary>
internal sealed class BambuLink : IAsyncDisposable
{
    private const int DefaultPort = 8883;
    private const int LargestReport = 256 << 10;

    private readonly PrinterLinkOptions _options;
    private readonly TimeProvider _time;
    private readonly string _serial;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    private bool _isIn;

    private BambuLink(PrinterLinkOptions options, string serial, TimeProvider time) => (_options, _serial, _time) = (options, serial, time);

    public bool IsConnected => _client.IsConnected;

    /// <param name="options">Where, and the file with the access code.</param>
    /// <param name="hear">Gets each report, one at a time; must not throw.</param>
    /// <exception cref="PrinterException">No connection, or refused.</exception>
    public static async Task<BambuLink> OpenAsync(PrinterLinkOptions options, Action<string> hear, TimeProvider time, CancellationToken stop)
    {
        var (host, port, serial) = ReadAddress(options.Address);
        var (user, code) = ReadCode(options.CredentialsFile);
        var link = new BambuLink(options, serial, time);
        link._client.ApplicationMessageReceivedAsync += received =>
        {
            if (received.ApplicationMessage.Payload.Length <= LargestReport)
            {
                hear(received.ApplicationMessage.ConvertPayloadToString() ?? "");
            }

            return Task.CompletedTask;
        };
        try
        {
            await link.ConnectAsync(
                new MqttClientOptionsBuilder()
                    .WithTcpServer(host, port)
                    .WithProtocolVersion(MqttProtocolVersion.V311)
                    .WithClientId($"defects-{Guid.NewGuid():N}"[..23])
                    .WithCleanSession()
                    .WithCredentials(user, code)
                    .WithKeepAlivePeriod(options.Timeout)
                    .WithTimeout(options.Timeout)

                    // The printer signs its certificate itself, so there is nothing to hold it against. Of this connection only.
                    .WithTlsOptions(tls => tls.UseTls().WithCertificateValidationHandler(_ => true))
                    .Build(),
                stop);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a command. QoS 1: a busy printer passes over others.</summary>
    /// <exception cref="PrinterException">The connection is lost.</exception>
    public Task SendAsync(string command, CancellationToken stop) => InTimeAsync(
        token => _client.PublishAsync(
            new MqttApplicationMessageBuilder()
                .WithTopic($"device/{_serial}/request")
                .WithPayload(Encoding.UTF8.GetBytes(command))
                .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
                .Build(),
            token),
        stop);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ConnectAsync(MqttClientOptions description, CancellationToken stop)
    {
        var result = await InTimeAsync(token => _client.ConnectAsync(description, token), stop);
        _isIn = true;
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new PrinterException(result.ResultCode is MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized
                ? "the printer refuses the access code: it stands on its screen, under network or LAN mode, and changes when LAN mode is switched"
                : $"the printer refuses the connection: {result.ResultCode}");
        }

        var subscribed = await InTimeAsync(token => _client.SubscribeAsync($"device/{_serial}/report", MqttQualityOfServiceLevel.AtMostOnce, token), stop);
        if (subscribed.Items.Any(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2))
        {
            throw new PrinterException($"the printer does not know the serial number {_serial}");
        }
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(_options.Timeout, _time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        try
        {
            return await call(deadline.Token);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (Exception e) when (late.IsCancellationRequested)
        {
            throw new PrinterException($"the printer gave no answer within {_options.Timeout.TotalSeconds:0.#} s", e) { IsGone = !_isIn };
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            var cause = e.GetBaseException();
            throw new PrinterException(
                cause is AuthenticationException ? $"no secure connection ({cause.Message}): is this a Bambu printer in LAN mode?" : $"no connection to the printer ({cause.Message})", e)
            {
                IsGone = !_isIn && cause is SocketException,
            };
        }
    }

    private static (string User, string Code) ReadCode(string? file)
    {
        const string missing = "the printer's access code is missing; put bblp:CODE into a file and name it as credentialsFile";
        try
        {
            var line = file is null ? "" : File.ReadLines(file).FirstOrDefault()?.Trim() ?? "";
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 && colon < line.Length - 1 ? (line[..colon], line[(colon + 1)..]) : throw new PrinterException(missing);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PrinterException($"the credentials file cannot be read: {e.Message}", e);
        }
    }

    private static (string Host, int Port, string Serial) ReadAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.AbsolutePath.Trim('/') is { Length: > 0 } serial && serial.All(char.IsAsciiLetterOrDigit)
            ? (uri.Host, uri.Port > 0 ? uri.Port : DefaultPort, serial)
            : throw new PrinterException("the address of a Bambu printer has its serial number: bambu://HOST/SERIAL");
}
