using System.CommandLine;
using Defects.Agent.Printers;

namespace Defects.Bench.CameraLoad;

/// <summary>
/// <c>./bench.sh cameras</c>: the agent under 100 cameras of one frame a second for as long as asked, and what a camera costs
/// at 10, 25, 50 and 100 of them.
/// </summary>
internal static class CamerasCommand
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(70);

    public static int Run(string[] args)
    {
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 5, Description = "Of the run with most cameras; 60 for the soak." };
        var counts = new Option<int[]>("--cameras") { DefaultValueFactory = _ => [10, 25, 50, 100], AllowMultipleArgumentsPerToken = true };
        var model = new Option<string>("--bundle") { DefaultValueFactory = _ => "models/defects/champion" };
        var command = new RootCommand("Many cameras, one agent") { minutes, counts, model };
        command.SetAction(async (parsed, cancel) =>
        {
            var cameras = parsed.GetValue(counts)!;
            foreach (var count in cameras)
            {
                await MeasureAsync(count, TimeSpan.FromMinutes(count == cameras.Max() ? parsed.GetValue(minutes) : 1), parsed.GetValue(model)!, cancel);
            }

            return 0;
        });
        return command.Parse(args).Invoke();
    }

    private static async Task MeasureAsync(int cameras, TimeSpan length, string model, CancellationToken cancel)
    {
        await using var rig = await LoadRig.StartAsync(cameras, rate: 1, TimeSpan.FromSeconds(1), model, cancel);
        bool AllWatched() => rig.Voice.States.Values.Count(state => state.Monitoring == WatchMode.Watching) == cameras;
        await rig.WaitAsync(AllWatched, TimeSpan.FromMinutes(2), cancel);

        // The first stats come a minute after the start; what they count lies before the measured time.
        await rig.WaitAsync(() => rig.Voice.Stats.Count > 0, WarmUp, cancel);
        var (before, begun) = (rig.Voice.Stats[^1], rig.Agent.Figures);
        List<double> resident = [begun.ResidentMb];
        var end = rig.Voice.Stats.Count + Math.Max(1, (int)length.TotalMinutes);
        while (rig.Voice.Stats.Count < end)
        {
            var next = rig.Voice.Stats.Count + 1;
            await rig.WaitAsync(() => rig.Voice.Stats.Count >= next, TimeSpan.FromMinutes(2), cancel);
            resident.Add(rig.Agent.Figures.ResidentMb);
        }

        var (after, ended) = (rig.Voice.Stats[^1], rig.Agent.Figures);
        double Counted(string figure) => after.Figures[figure] - before.Figures[figure];
        var measured = rig.Voice.Stats.Where(stats => stats.UptimeS > before.UptimeS).ToList();
        void Print(string figure, double value) => Console.WriteLine(FormattableString.Invariant($"cameras.{cameras}.{figure} {value:0.###}"));
        Print("minutes", (after.UptimeS - before.UptimeS) / 60);
        Print("watched", rig.Voice.States.Values.Count(state => state.Monitoring == WatchMode.Watching));
        Print("received_fps", Counted("frames_received") / (after.UptimeS - before.UptimeS));
        Print("scored_share", Counted("frames_scored") / Counted("frames_received"));
        foreach (var latency in (string[])["latency_p50_ms", "latency_p99_ms"])
        {
            Print(latency, measured.Max(stats => stats.Figures[latency]));
            Print($"{latency}_median_minute", Median(measured.Select(stats => stats.Figures[latency])));
        }

        Print("capacity_fps", after.Figures["capacity_fps"]);
        Print("headroom", after.Figures["headroom"]);
        Print("agent_cores", ended.CoresSince(begun));
        Print("agent_cpu_ms_a_frame", 1000 * (ended.Cpu - begun.Cpu).TotalSeconds / Counted("frames_scored"));
        Print("rss_mb_first", resident[0]);
        // What is still being built up at the start is not what is lost over time: the second half tells.
        Print("rss_mb_half", resident[resident.Count / 2]);
        Print("rss_mb_last", resident[^1]);
        Print("rss_mb_max", resident.Max());
        Print("threads", ended.Threads);
        Print("handles", ended.Handles);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
