using Defects.Agent.Devices;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Defects.Agent.Cameras;

/// <summary>An FFmpeg that turns a stream into JPEGs on its standard output. Disposing kills it.</summary>
internal sealed partial class FfmpegProcess : IDisposable
{
    private const string Program = "ffmpeg";
    private const int LinesKept = 5;
    private const int LongestLine = 200;

    private readonly Process _process;
    private readonly DeviceAddress _address;
    private readonly Queue<string> _lastLines = [];

    private FfmpegProcess(Process process, DeviceAddress address)
    {
        (_process, _address) = (process, address);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The last lines of its standard error, without user and password; empty where it has said nothing.</summary>
    public string LastWords
    {
        get
        {
            lock (_lastLines)
            {
                return string.Join("; ", _lastLines);
            }
        }
    }

    /// <param name="address">What will be read.</param>
    /// <param name="step">Least time between two pictures.</param>
    /// <param name="hardware">Decode on the GPU or the video engine where FFmpeg finds one.</param>
    /// <exception cref="DeviceException">FFmpeg is not installed.</exception>
    public static FfmpegProcess Start(DeviceAddress address, TimeSpan step, bool hardware)
    {
        var start = new ProcessStartInfo(Program, Arguments(step, hardware))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new FfmpegProcess(Process.Start(start)!, address);
        }
        catch (Win32Exception e)
        {
            throw new DeviceException($"RTSP needs the program {Program}, which cannot be started ({e.Message}): apt-get install ffmpeg", e);
        }
    }

    /// <summary>Has it read its source, and completes when it has ended and said its last words.</summary>
    /// <param name="take">Reads its JPEGs to the end.</param>
    public async Task ReadAsync(Func<Stream, Task> take, CancellationToken cancel)
    {
        try
        {
            // Every user of the machine can read a command line. So the address, which may hold a password, goes in as a script.
            await using var script = _process.StandardInput;
            await script.WriteAsync(Script(_address).AsMemory(), cancel);
        }
        catch (IOException)
        {
            // It has ended already, and has said why.
        }

        await take(_process.StandardOutput.BaseStream);
        await _process.WaitForExitAsync(cancel);
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }

        _process.StandardOutput.Dispose();
        _process.Dispose();
    }

    /// <summary>A script of the concat demuxer that names one input, over TCP: lost packets of UDP look like defects.</summary>
    internal static string Script(DeviceAddress address) => $"ffconcat version 1.0\nfile {Quoted(WithCredentials(address))}\noption rtsp_transport tcp\n";

    private static List<string> Arguments(TimeSpan step, bool hardware) =>
    [
        "-hide_banner", "-loglevel", "error", "-threads", "1", "-fflags", "nobuffer", "-flags", "low_delay",
        .. hardware ? (string[])["-hwaccel", "auto"] : [],
        "-f", "concat", "-safe", "0", "-protocol_whitelist", "pipe,fd,tcp,udp,rtp,rtsp,rtsps,tls,crypto", "-i", "pipe:0",
        "-an",
        "-vf", string.Create(CultureInfo.InvariantCulture, $"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{step.TotalSeconds:0.###})'"),
        "-fps_mode", "vfr", "-f", "mjpeg", "-q:v", "2", "pipe:1",
    ];

    private static string WithCredentials(DeviceAddress address) => address.Credentials is { } credentials
        ? new UriBuilder(address.Uri)
        {
            UserName = Uri.EscapeDataString(credentials.UserName),
            Password = Uri.EscapeDataString(credentials.Password),
        }.Uri.AbsoluteUri
        : address.Uri.AbsoluteUri;

    // In the demuxer's quotes everything stands for itself but the quote.
    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Which part of FFmpeg speaks, and where it lies in memory: nothing an operator could use.</summary>
    [GeneratedRegex(@"^\[\S+ @ 0x[0-9a-f]+\] ")]
    private static partial Regex Component();

    /// <summary>What it says of the script repeats what it has said of the camera.</summary>
    [GeneratedRegex("pipe:0|^Error opening input files|Impossible to open")]
    private static partial Regex AboutTheScript();

    /// <summary>FFmpeg names what it reads with user and password, without, or in part.</summary>
    internal static string WithoutSecrets(string line, DeviceAddress address)
    {
        var whole = new Uri(WithCredentials(address));
        var shown = whole.UserInfo.Length > 0 ? line.Replace(whole.UserInfo + "@", "", StringComparison.Ordinal) : line;
        return shown.Replace(address.Uri.AbsoluteUri, DeviceAddress.Redact(address.Uri.AbsoluteUri), StringComparison.Ordinal);
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line) || AboutTheScript().IsMatch(line))
        {
            return;
        }

        var shown = WithoutSecrets(Component().Replace(line, ""), _address);
        lock (_lastLines)
        {
            _lastLines.Enqueue(shown.Length > LongestLine ? shown[..LongestLine] : shown);
            if (_lastLines.Count > LinesKept)
            {
                _lastLines.Dequeue();
            }
        }
    }
}
