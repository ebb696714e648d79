using System.Diagnostics;

namespace Defects.Bench.CameraLoad;

/// <summary>What a process holds and has used at one moment, as Linux tells it.</summary>
/// <param name="At">Timestamp of the stopwatch.</param>
/// <param name="Cpu">User and system time since its start.</param>
/// <param name="ResidentMb">Resident memory, megabytes of 1,000,000 bytes.</param>
/// <param name="Threads">Threads it has.</param>
/// <param name="Handles">Files, sockets and pipes that it holds open.</param>
internal sealed record ProcessFigures(long At, TimeSpan Cpu, double ResidentMb, int Threads, int Handles)
{
    public static ProcessFigures Of(Process process)
    {
        process.Refresh();
        return new ProcessFigures(
            Stopwatch.GetTimestamp(),
            process.TotalProcessorTime,
            process.WorkingSet64 / 1e6,
            process.Threads.Count,
            Directory.GetFiles($"/proc/{process.Id}/fd").Length);
    }

    /// <summary>Processor time a second since an earlier moment.</summary>
    public double CoresSince(ProcessFigures earlier) => (Cpu - earlier.Cpu) / Stopwatch.GetElapsedTime(earlier.At, At);
}
