using System.Globalization;
using System.Net.Sockets;

namespace Defects.EndToEnd.Parts;

/// <summary>A real mosquitto on a loopback port, and mosquitto_sub listening to all of it.</summary>
internal sealed class Mosquitto : IDisposable
{
    private readonly string _folder;
    private readonly string _config;
    private readonly List<MqttMessage> _messages = [];
    private ChildProcess? _broker;
    private ChildProcess? _listener;
    private int _linesRead;

    /// <param name="folder">For its configuration and what it keeps.</param>
    /// <param name="authority">Where given, there is a second port, for those only who have a certificate of it.</param>
    public Mosquitto(string folder, ThrowAwayAuthority? authority = null)
    {
        _folder = folder;
        _config = Path.Combine(folder, "mosquitto.conf");

        // The listener's session and queued messages must survive the broker's outage, as a home server's would.
        File.WriteAllText(_config, string.Create(CultureInfo.InvariantCulture, $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {folder}/
            autosave_on_changes true
            autosave_interval 1
            max_queued_messages 0
            user root

            """));
        if (authority is not null)
        {
            var authorityFile = Path.Combine(folder, "authority.pem");
            File.WriteAllText(authorityFile, authority.Pem);
            File.AppendAllLines(
                _config, [$"listener {TlsPort} 127.0.0.1", $"cafile {authorityFile}", "require_certificate true", .. authority.ForMosquitto(new DirectoryInfo(folder))]);
        }
    }

    public int Port { get; } = LoopbackPort.Free();

    public int TlsPort { get; } = LoopbackPort.Free();

    public static bool Installed => Program("mosquitto") is not null && Program("mosquitto_sub") is not null;

    /// <summary>Every message so far. Each is read once: tests look often, and the agent needs the processor.</summary>
    public IReadOnlyList<MqttMessage> Messages
    {
        get
        {
            foreach (var line in (_listener?.Output ?? []).Skip(_linesRead))
            {
                _linesRead++;
                if (MqttMessage.Parse(line) is { } message)
                {
                    _messages.Add(message);
                }
            }

            return _messages;
        }
    }

    public async Task StartAsync()
    {
        _broker = new ChildProcess(Program("mosquitto")!, ["-c", _config], _folder);
        await Eventually.True(() => Answers(Port), TimeSpan.FromSeconds(10), () => "mosquitto does not answer");
        _listener ??= new ChildProcess(
            Program("mosquitto_sub")!,
            ["-p", $"{Port}", "-t", "#", "-q", "1", "-c", "-i", "listener", "-V", "mqttv311", "-F", "%U %r %t %x"],
            _folder);
    }

    public void Stop()
    {
        _broker?.Dispose();
        _broker = null;
    }

    /// <summary>It holds its connections and does nothing, as behind a half-open one.</summary>
    public void Freeze() => _broker!.Signal(ChildProcess.SigStop);

    public void Dispose()
    {
        _listener?.Dispose();
        Stop();
    }

    private static string? Program(string name) =>
        new[] { "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin" }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
