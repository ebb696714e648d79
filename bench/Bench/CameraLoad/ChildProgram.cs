using System.Diagnostics;

namespace Defects.Bench.CameraLoad;

/// <summary>A program of this repository in a process of its own, beside the benchmark's; ends with it.</summary>
internal sealed class ChildProgram : IDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _last = new();

    private ChildProgram(Process process) => _process = process;

    public bool HasExited => _process.HasExited;

    public ProcessFigures Figures => ProcessFigures.Of(_process);

    /// <summary>What it wrote last, to both outputs.</summary>
    public string LastWords
    {
        get
        {
            lock (_last)
            {
                return string.Join('\n', _last);
            }
        }
    }

    /// <param name="assembly">Lies beside the benchmark's own.</param>
    /// <param name="firstLine">Completes with the first line of its standard output.</param>
    public static ChildProgram Start(string assembly, IEnumerable<string> arguments, TaskCompletionSource<string> firstLine)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var child = new ChildProgram(new Process { StartInfo = start, EnableRaisingEvents = true });
        child._process.OutputDataReceived += (_, line) =>
        {
            firstLine.TrySetResult(line.Data ?? "");
            child.Note(line.Data);
        };
        child._process.ErrorDataReceived += (_, line) => child.Note(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_last)
        {
            _last.Enqueue(line);
            if (_last.Count > 20)
            {
                _last.Dequeue();
            }
        }
    }
}
