using System.Diagnostics;
using System.Globalization;
using Defects.Agent.Replay;
using Defects.Shared.Bundles;

namespace Defects.Bench.Replay;

/// <summary>The score logs of simulated prints on disk: what is there is never scored again, and a killed run loses the prints it was at.</summary>
internal sealed class ScoreCache(string folder, ModelBundle bundle)
{
    /// <summary>Scores what is missing, on every core, until all is there or the time is over.</summary>
    /// <param name="limit">Null for as long as it takes.</param>
    public void Fill(IReadOnlyList<WatchedPrint> prints, TimeSpan? limit, TextWriter output)
    {
        var missing = new Queue<WatchedPrint>(prints.Where(print => !File.Exists(FileOf(print))));
        var (there, frames, started) = (prints.Count - missing.Count, 0L, Stopwatch.GetTimestamp());
        using var over = limit is { } time ? new CancellationTokenSource(time) : new CancellationTokenSource();
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            using var scorer = new PrintScorer(bundle);
            while (Next() is { } print && !over.IsCancellationRequested)
            {
                try
                {
                    var log = scorer.Score(print, over.Token);
                    ScoreLogWriter.Write(FileOf(print), log);
                    Interlocked.Add(ref frames, log.Frames.Count);
                    Interlocked.Increment(ref there);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        });
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"replay.prints_scored {there} of {prints.Count}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"replay.frames_scored_now {frames}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"replay.frames_per_s {frames / seconds:0.0}"));

        WatchedPrint? Next()
        {
            lock (missing)
            {
                return missing.TryDequeue(out var next) ? next : null;
            }
        }
    }

    /// <summary>The logs of those prints that are there; of another model than the one at hand none is.</summary>
    public IReadOnlyList<ScoreLog> Read(IEnumerable<WatchedPrint> prints) =>
        [.. prints.Select(FileOf).Where(File.Exists).AsParallel().AsOrdered().Select(ScoreLog.Read)];

    // Another model's scores lie beside these and not among them.
    private string FileOf(WatchedPrint print) => Path.Combine(folder, print.Name + ScoreLog.Extension);
}
