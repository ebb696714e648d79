using System.CommandLine;
using System.Diagnostics;
using Defects.Agent.Printers;

namespace Defects.Bench.CameraLoad;

/// <summary>
/// <c>./bench.sh faults</c>: every scripted fault in turn on 10 of 50 cameras. The other 40 must not notice, each faulty one must
/// be called blind for the right reason and watched again soon after, and nothing may be left behind.
/// </summary>
internal static class FaultsCommand
{
    private const int Cameras = 50;
    private const int Faulty = 10;

    /// <summary>What the agent should say of a camera; of one that sends no picture, that it stalled, or that none could be scored.</summary>
    private static readonly (string Fault, BlindReason Reason)[] Expected =
    [
        ("freeze", BlindReason.Frozen),
        ("stall", BlindReason.Stalled),
        ("truncate", BlindReason.Stalled),
        ("garbage", BlindReason.Stalled),
        ("drip", BlindReason.Stalled),
        ("reset", BlindReason.Stalled),
        ("huge", BlindReason.Stalled),
        ("wrongtype", BlindReason.Stalled),
        ("endlessheader", BlindReason.Stalled),
        ("dark", BlindReason.Dark),
        ("covered", BlindReason.Covered),
        ("blurred", BlindReason.Blurred),
    ];

    public static int Run(string[] args)
    {
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 120, Description = "Length of each fault." };
        var only = new Option<string?>("--fault");
        var model = new Option<string>("--bundle") { DefaultValueFactory = _ => "models/defects/champion" };
        var command = new RootCommand("Faulty cameras among healthy ones") { seconds, only, model };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var rig = await LoadRig.StartAsync(Cameras, rate: 1, TimeSpan.FromSeconds(1), parsed.GetValue(model)!, cancel);
            await rig.WaitAsync(() => CountOf(rig, Cameras - 1, WatchMode.Watching) == Cameras, TimeSpan.FromMinutes(2), cancel);

            // The second memory of a picture's edges takes two minutes to form.
            await Task.Delay(TimeSpan.FromSeconds(150), TimeProvider.System, cancel);
            var begun = rig.Agent.Figures;
            Console.WriteLine("| fault | right reason, of 10 | slowest, s | healthy rate | watched again, of 10 | slowest, s | said |\n|---|---:|---:|---:|---:|---:|---|");
            foreach (var (fault, reason) in Expected.Where(item => parsed.GetValue(only) is not { } name || item.Fault == name))
            {
                await MeasureAsync(rig, fault, reason, TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancel);
            }

            var ended = rig.Agent.Figures;
            Console.WriteLine(FormattableString.Invariant($"faults.threads_left {ended.Threads - begun.Threads}"));
            Console.WriteLine(FormattableString.Invariant($"faults.handles_left {ended.Handles - begun.Handles}"));
            Console.WriteLine(FormattableString.Invariant($"faults.rss_mb_growth {ended.ResidentMb - begun.ResidentMb:0.#}"));
            return 0;
        });
        return command.Parse(args).Invoke();
    }

    private static async Task MeasureAsync(LoadRig rig, string fault, BlindReason reason, TimeSpan length, CancellationToken cancel)
    {
        var (begun, sentBefore, scoredBefore) = (Stopwatch.GetTimestamp(), await rig.SentAsync(), ScoredOfHealthy(rig));
        await rig.BeginAsync(fault, 0, Faulty - 1);
        var right = await TimesAsync(rig, index => StateOf(rig, index) is { Monitoring: WatchMode.Blind } state && IsRight(state.Reason, reason), length, cancel);
        var left = length - Stopwatch.GetElapsedTime(begun);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System, cancel);
        }

        var said = string.Join("; ", Enumerable.Range(0, Faulty).Select(i => Said(rig, i)).CountBy(words => words).Select(pair => $"{pair.Value} x {pair.Key}"));
        await rig.EndAsync(0, Faulty - 1);
        var back = await TimesAsync(rig, index => StateOf(rig, index)?.Monitoring == WatchMode.Watching, TimeSpan.FromSeconds(60), cancel);

        // The states that count the healthy ones' frames come within half a minute.
        await Task.Delay(TimeSpan.FromSeconds(35), TimeProvider.System, cancel);
        var (sentAfter, scoredAfter) = (await rig.SentAsync(), ScoredOfHealthy(rig));
        var sent = Enumerable.Range(Faulty, Cameras - Faulty).Sum(i => sentAfter[i] - sentBefore[i]);
        var rate = scoredAfter.Average(pair => (pair.Value.Count - scoredBefore[pair.Key].Count) / (pair.Value.At - scoredBefore[pair.Key].At).TotalSeconds);
        Console.WriteLine(FormattableString.Invariant(
            $"| {fault} | {right.Count} | {Slowest(right)} | {rate:0.000} (sent {sent}) | {back.Count} | {Slowest(back)} | {said} |"));
    }

    /// <summary>When something first held of each faulty camera, in seconds; cameras of which it never did are left out.</summary>
    private static async Task<Dictionary<int, double>> TimesAsync(LoadRig rig, Func<int, bool> holds, TimeSpan limit, CancellationToken cancel)
    {
        var start = Stopwatch.GetTimestamp();
        var times = new Dictionary<int, double>();
        await rig.WaitAsync(
            () =>
            {
                foreach (var index in Enumerable.Range(0, Faulty).Where(index => !times.ContainsKey(index) && holds(index)))
                {
                    times[index] = Stopwatch.GetElapsedTime(start).TotalSeconds;
                }

                return times.Count == Faulty;
            },
            limit,
            cancel);
        return times;
    }

    private static Dictionary<string, (long Count, DateTimeOffset At)> ScoredOfHealthy(LoadRig rig) => rig.Voice.States
        .Where(state => string.CompareOrdinal(state.Key, LoadRig.PrinterOf(Faulty)) >= 0)
        .ToDictionary(state => state.Key, state => (state.Value.Cameras["bed"].FramesScored, state.Value.Ts));

    private static Agent.Messaging.PrinterStatePayload? StateOf(LoadRig rig, int index) => rig.Voice.States.GetValueOrDefault(LoadRig.PrinterOf(index));

    private static int CountOf(LoadRig rig, int last, WatchMode mode) => Enumerable.Range(0, last + 1).Count(i => StateOf(rig, i)?.Monitoring == mode);

    private static bool IsRight(BlindReason? said, BlindReason expected) =>
        said == expected || (expected == BlindReason.Stalled && said == BlindReason.NotScored);

    private static string Said(LoadRig rig, int index) => $"{StateOf(rig, index)?.Reason}{(StateOf(rig, index)?.Cameras["bed"].Error is { } error ? $": {error}" : "")}";

    private static string Slowest(Dictionary<int, double> times) => times.Count > 0 ? FormattableString.Invariant($"{times.Values.Max():0.0}") : "";
}
