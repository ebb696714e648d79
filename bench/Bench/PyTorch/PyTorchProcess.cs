using System.Diagnostics;
using System.Globalization;

namespace Defects.Bench.PyTorch;

/// <summary>A Python beside us that takes training steps when told to, and waits in between.</summary>
internal sealed class PyTorchProcess : IDisposable
{
    /// <summary>The distribution's, whose packages apt installs.</summary>
    public const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private PyTorchProcess(Process process, string version) => (_process, Version) = (process, version);

    public string Version { get; }

    /// <returns>A process that is warm, or null where PyTorch is not installed; it has told standard error what it lacks.</returns>
    public static PyTorchProcess? Start(int threads, int batch, int side, int classes, bool keepsMemory)
    {
        if (!File.Exists(Python))
        {
            return null;
        }

        string[] settings = [.. new[] { threads, batch, side, classes }.Select(x => x.ToString(CultureInfo.InvariantCulture))];
        var process = Process.Start(new ProcessStartInfo(
            Python, [Path.Combine(AppContext.BaseDirectory, "PyTorch", "step.py"), .. settings, .. keepsMemory ? (string[])["keep"] : []])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var ready = process.StandardOutput.ReadLine()?.Split(' ');
        if (ready is ["ready", var version])
        {
            return new PyTorchProcess(process, version);
        }

        process.Dispose();
        return null;
    }

    /// <summary>Takes that many steps now.</summary>
    public double Seconds(int steps)
    {
        _process.StandardInput.WriteLine(steps.ToString(CultureInfo.InvariantCulture));
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended in the middle of a round; its error is above.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        // The end of its input ends it.
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
