using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Defects.Agent.Tests.Messaging;

/// <summary>A real broker on loopback that a test may stop and start again on the same port.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-mosquitto-");
    private readonly string _configuration;
    private Process? _process;

    private Mosquitto(Func<DirectoryInfo, IEnumerable<string>> configure)
    {
        Port = FreePort();
        _configuration = Path.Combine(_folder.FullName, "mosquitto.conf");
        File.WriteAllLines(_configuration, [$"listener {Port} 127.0.0.1", "user root", "persistence false", .. configure(_folder)]);
    }

    public int Port { get; }

    /// <summary>Starts a broker, or skips the test where there is none on this machine.</summary>
    /// <param name="configure">Further lines of its configuration; given a folder for the files they name. Default: anybody may connect.</param>
    public static async Task<Mosquitto> StartAsync(Func<DirectoryInfo, IEnumerable<string>>? configure = null)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/mosquitto"), "mosquitto is not installed (apt-get install mosquitto)");
        var broker = new Mosquitto(configure ?? (_ => ["allow_anonymous true"]));
        await broker.StartAgainAsync();
        return broker;
    }

    /// <summary>A line of a password file, as mosquitto_passwd writes it.</summary>
    public static string PasswordFile(DirectoryInfo folder, string user, string password)
    {
        var file = Path.Combine(folder.FullName, "passwords");
        using var process = Process.Start("mosquitto_passwd", ["-c", "-b", file, user, password]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return file;
    }

    public async Task StartAgainAsync()
    {
        _process = Process.Start(new ProcessStartInfo("/usr/sbin/mosquitto", ["-c", _configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.Holds(Listens, "mosquitto listens");
    }

    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>The broker holds its connections and does nothing, as over a half-open one; what is sent to it waits.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private bool Listens()
    {
        Assert.False(_process!.HasExited, "mosquitto ended by itself");
        try
        {
            using var probe = new TcpClient();
            probe.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
