using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Defects.Agent.Tests.Cameras;

/// <summary>A real RTSP server with a moving picture of 320 x 240 at 20 frames a second.</summary>
internal sealed partial class RtspServer : IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const int Stop = 19;

    private readonly Process _process;
    private readonly string _scheme;
    private readonly int _port;

    private RtspServer(Process process, string scheme, int port) => (_process, _scheme, _port) = (process, scheme, port);

    public string Address(string path = "/cam") => string.Create(CultureInfo.InvariantCulture, $"{_scheme}://127.0.0.1:{_port}{path}");

    /// <summary>Skips the test where Python lacks GStreamer's server.</summary>
    public static Task<RtspServer> StartAsync() => StartAsync("rtsp");

    /// <summary>One that asks for a user and a password.</summary>
    public static Task<RtspServer> StartAsync(string user, string password) => StartAsync("rtsp", "login", user, password);

    /// <summary>One that speaks TLS, whose certificate nobody trusts, as cameras have them.</summary>
    public static Task<RtspServer> StartTlsAsync(DirectoryInfo folder)
    {
        using var authority = new ThrowAwayAuthority();
        var (certificate, key) = authority.WriteServer(folder);
        return StartAsync("rtsps", "tls", certificate, key);
    }

    private static async Task<RtspServer> StartAsync(string scheme, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Python), $"There is no {Python}.");
        var script = Path.Combine(AppContext.BaseDirectory, "TestData", "rtsp_server.py");
        var process = Process.Start(new ProcessStartInfo(Python, [script, .. arguments]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync();
        Assert.SkipWhen(line is null, "GStreamer's RTSP server cannot run here: deploy/prerequisites.sh test installs it.");
        return new RtspServer(process, scheme, int.Parse(line, CultureInfo.InvariantCulture));
    }

    /// <summary>The process stands still with its connections open, as a camera does that has crashed.</summary>
    public void Freeze() => Assert.Equal(0, Kill(_process.Id, Stop));

    public void Die()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Die();
        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
