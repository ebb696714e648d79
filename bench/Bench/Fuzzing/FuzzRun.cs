using System.Diagnostics;
using System.Globalization;

namespace Defects.Bench.Fuzzing;

/// <summary>Gives inputs to the parts that read them, one after the other on one thread, and holds each to its bounds.</summary>
/// <param name="seed">Seed and index make an input: any of them can be made again alone.</param>
internal sealed class FuzzRun(IReadOnlyList<(IFuzzTarget Target, int Share)> targets, int seed)
{
    /// <summary>An input that takes more of the processor is a finding.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    // Decoders work outside the managed heap. A picture of 50 megapixels takes 150 MB, and twice that for a progressive one's coefficients.
    private const long MostResidentGrowth = 1_000_000_000;
    private const long MostManagedBytes = 2 << 20;
    private const long MostManagedBytesAByte = 64;

    private readonly IFuzzTarget[] _hundred = [.. targets.SelectMany(target => Enumerable.Repeat(target.Target, target.Share))];
    private readonly long _residentBound = Resident().Peak + MostResidentGrowth;

    public Dictionary<string, long> Inputs { get; } = targets.ToDictionary(target => target.Target.Name, _ => 0L);

    public TimeSpan Slowest { get; private set; }

    public (IFuzzTarget Target, byte[] Input) Make(long index)
    {
        // Multiplied, since neighbouring seeds give neighbouring first numbers.
        var random = new Random((int)(((ulong)(index + 1) * 0x9E3779B97F4A7C15 + ((ulong)seed * 0xC2B2AE3D27D4EB4F)) >> 33));
        var target = _hundred[random.Next(_hundred.Length)];
        return (target, target.Next(random));
    }

    /// <returns>What is wrong; null where nothing is.</returns>
    public string? Try(IFuzzTarget target, byte[] input)
    {
        Inputs[target.Name]++;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var (wrong, took) = Timed(target, input);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Slowest = took > Slowest ? took : Slowest;

        // Who takes that much memory takes a while; to ask the system after each input would take longer than most of them.
        var resident = took > Slow / 20 ? Resident().Peak : 0;
        return wrong
            ?? (took > Slow ? string.Create(CultureInfo.InvariantCulture, $"took {took.TotalSeconds:0.0} s") : null)
            ?? (allocated > MostManagedBytes + (MostManagedBytesAByte * input.Length) ? $"allocated {allocated:N0} bytes" : null)
            ?? (resident > _residentBound ? $"made the process {resident:N0} bytes large" : null);
    }

    public static (long Now, long Peak) Resident()
    {
        using var self = Process.GetCurrentProcess();
        return (self.WorkingSet64, self.PeakWorkingSet64);
    }

    private static (string? Wrong, TimeSpan Took) Timed(IFuzzTarget target, byte[] input)
    {
        // Of the processor, so that a busy machine makes no finding; who waits for ever is the journal's to find.
        var start = Environment.CpuUsage.TotalTime;
        var wrong = Check(target, input);
        return (wrong, Environment.CpuUsage.TotalTime - start);
    }

    private static string? Check(IFuzzTarget target, byte[] input)
    {
        try
        {
            return target.Check(input);
        }
        catch (Exception e)
        {
            return $"threw {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0].Trim()}";
        }
    }
}
