using System.Diagnostics;
using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;

namespace Defects.Agent.Inference;

/// <summary>
/// Measures how many frames a run should take on the machine, model and provider at hand: decoding, resizing and the run
/// together, on the bundle's own golden frames.
/// </summary>
internal static class BatchSizing
{
    private const int Rounds = 5;

    /// <summary>A larger batch must save at least this share of a frame's time: it also makes its first frame wait for its last.</summary>
    private const double LeastGain = 0.05;

    /// <returns>A power of two, at most the classifier's largest batch.</returns>
    public static int Measure(FrameClassifier classifier, ModelBundle bundle, int threads)
    {
        var frames = bundle.Manifest.Golden.Select(golden => bundle.ReadGolden(golden)).ToList();
        if (frames.Count == 0)
        {
            return 1;
        }

        var decoding = new FrameDecoding(threads);
        List<(int Size, TimeSpan Each)> measured = [];
        for (var size = 1; size <= classifier.MaxBatch; size *= 2)
        {
            List<ReadOnlyMemory<byte>> batch = [.. Enumerable.Range(0, size).Select(i => (ReadOnlyMemory<byte>)frames[i % frames.Count])];
            measured.Add((size, Enumerable.Range(0, Rounds + 1).Select(_ => Time(classifier, decoding, batch)).Skip(1).Min() / size));
        }

        return Choose(measured);
    }

    /// <param name="measured">Batch sizes, ascending, and the time of each frame in them.</param>
    /// <returns>The smallest size than which no other is faster by more than the least gain.</returns>
    public static int Choose(IReadOnlyList<(int Size, TimeSpan Each)> measured)
    {
        var best = measured.Min(item => item.Each);
        return measured.First(item => item.Each * (1 - LeastGain) <= best).Size;
    }

    private static TimeSpan Time(FrameClassifier classifier, FrameDecoding decoding, IReadOnlyList<ReadOnlyMemory<byte>> batch)
    {
        var start = Stopwatch.GetTimestamp();
        decoding.ForEach(batch.Count, slot => FrameDecoding.TryFill(classifier, slot, batch[slot].Span, FrameView.Whole));
        classifier.Run(batch.Count);
        return Stopwatch.GetElapsedTime(start);
    }
}
