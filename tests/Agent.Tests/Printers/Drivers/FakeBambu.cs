using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Defects.Agent.Tests.Messaging;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>
/// The broker inside a Bambu printer as it is described: TLS with a certificate of its own making, one user, everything told when asked,
/// changes alone (as P1 and A1 do) otherwise.
/// </summary>
internal sealed class FakeBambu : IAsyncDisposable
{
    public const string Serial = "01P00A000000001";
    public const string Code = "12345678";

    private readonly X509Certificate2 _certificate = Certificate();
    private readonly MqttServer _server;
    private readonly Dictionary<string, object> _state = new() { ["gcode_state"] = "IDLE", ["stg_cur"] = 255, ["mc_percent"] = 0 };

    private FakeBambu(int port)
    {
        Port = port;
        _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithEncryptedEndpoint()
            .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
            .WithEncryptedEndpointPort(port)
            .WithEncryptionCertificate(_certificate)
            .Build());
        _server.ValidatingConnectionAsync += connection =>
        {
            Protocols.Enqueue($"{connection.ProtocolVersion}");
            connection.ReasonCode = (connection.UserName, connection.Password) == ("bblp", Code)
                ? MqttConnectReasonCode.Success
                : MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        _server.InterceptingPublishAsync += published => published.ClientId.Length > 0 && published.ApplicationMessage.Topic == $"device/{Serial}/request"
            ? AnswerAsync(published.ApplicationMessage.ConvertPayloadToString())
            : Task.CompletedTask;
    }

    public int Port { get; }

    public ConcurrentQueue<string> Protocols { get; } = [];

    public ConcurrentQueue<string> Commands { get; } = [];

    /// <summary>What it answers to a pause: success and does it, a reason and does not, or null for nothing at all.</summary>
    public string? PauseAnswer { get; set; } = "success";

    public bool AnswersPushAll { get; set; } = true;

    public static async Task<FakeBambu> StartAsync()
    {
        var printer = new FakeBambu(Mosquitto.FreePort());
        await printer._server.StartAsync();
        return printer;
    }

    /// <summary>Sets what has changed, and tells that alone.</summary>
    public Task ChangeAsync(params (string Name, object Value)[] changes)
    {
        Set(changes);
        return ReportAsync(new { print = changes.Append(("command", "push_status")).Append(("msg", 1)).ToDictionary(change => change.Item1, change => change.Item2) });
    }

    /// <summary>Sets what has changed, and tells nobody who does not ask.</summary>
    public void Set(params (string Name, object Value)[] changes)
    {
        lock (_state)
        {
            foreach (var (name, value) in changes)
            {
                _state[name] = value;
            }
        }
    }

    public Task ReportAsync(object report) => SendAsync(JsonSerializer.Serialize(report));

    public Task SendAsync(string report) => _server.InjectApplicationMessage(
        new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder().WithTopic($"device/{Serial}/report").WithPayload(report).Build()) { SenderClientId = "" });

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(new MqttServerStopOptionsBuilder().Build());
        _server.Dispose();
        _certificate.Dispose();
    }

    private async Task AnswerAsync(string request)
    {
        using var command = JsonDocument.Parse(request);
        if (command.RootElement.TryGetProperty("pushing", out var pushing))
        {
            Commands.Enqueue(pushing.GetProperty("command").GetString()!);
            if (AnswersPushAll)
            {
                Dictionary<string, object> all;
                lock (_state)
                {
                    all = new(_state) { ["command"] = "push_status", ["msg"] = 0 };
                }

                await ReportAsync(new { print = all });
            }

            return;
        }

        var print = command.RootElement.GetProperty("print");
        Commands.Enqueue(print.GetProperty("command").GetString()!);
        if (PauseAnswer is { } answer)
        {
            var result = answer == "success" ? "success" : "fail";
            await ReportAsync(new { print = new { command = "pause", sequence_id = print.GetProperty("sequence_id").GetString(), result, reason = answer } });
            if (answer == "success")
            {
                await ChangeAsync(("gcode_state", "PAUSE"), ("stg_cur", 16));
            }
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Serial}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
