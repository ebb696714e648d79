using System.CommandLine;
using Defects.Agent.Messaging;
using Defects.Agent.Printers;

namespace Defects.Bench.CameraLoad;

/// <summary>
/// <c>./bench.sh overload</c>: more cameras than the machine can score. Nothing may queue, every camera gets its share, and the
/// capacity that the agent publishes must be what it reaches.
/// </summary>
internal static class OverloadCommand
{
    public static int Run(string[] args)
    {
        var cameras = new Option<int>("--cameras") { DefaultValueFactory = _ => 300 };
        var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 4 };
        var model = new Option<string>("--bundle") { DefaultValueFactory = _ => "models/defects/champion" };
        var command = new RootCommand("More cameras than there is time for") { cameras, minutes, model };
        command.SetAction(async (parsed, cancel) =>
        {
            await MeasureAsync(parsed.GetValue(cameras), TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(model)!, cancel);
            return 0;
        });
        return command.Parse(args).Invoke();
    }

    private static async Task MeasureAsync(int cameras, TimeSpan length, string model, CancellationToken cancel)
    {
        await using var rig = await LoadRig.StartAsync(cameras, rate: 1, TimeSpan.FromSeconds(1), model, cancel);
        await rig.WaitAsync(() => rig.Voice.Stats.Count > 0, TimeSpan.FromMinutes(3), cancel);
        var (before, statsBefore, resident) = (rig.Voice.States.ToDictionary(), rig.Voice.Stats[^1], rig.Agent.Figures.ResidentMb);
        await rig.WaitAsync(() => rig.Voice.Stats[^1].UptimeS - statsBefore.UptimeS >= length.TotalSeconds, length + TimeSpan.FromMinutes(2), cancel);
        var (after, statsAfter) = (rig.Voice.States.ToDictionary(), rig.Voice.Stats[^1]);

        // Each camera's own messages say how many frames were scored between them.
        var rates = after.Select(state => RateOf(before[state.Key], state.Value)).OfType<double>().ToList();
        var reached = (statsAfter.Figures["frames_scored"] - statsBefore.Figures["frames_scored"]) / (statsAfter.UptimeS - statsBefore.UptimeS);
        var published = rig.Voice.Stats.Where(stats => stats.UptimeS > statsBefore.UptimeS).Average(stats => stats.Figures["capacity_fps"]);
        void Print(string figure, double value) => Console.WriteLine(FormattableString.Invariant($"overload.{figure} {value:0.###}"));
        Print("cameras", cameras);
        Print("cameras_heard", rates.Count);
        Print("reached_fps", reached);
        Print("published_capacity_fps", published);
        Print("published_to_reached", published / reached);
        Print("camera_fps_least", rates.Min());
        Print("camera_fps_most", rates.Max());
        Print("largest_to_smallest_share", rates.Max() / rates.Min());
        Print("watching", after.Values.Count(state => state.Monitoring == WatchMode.Watching));
        Print("latency_p99_ms", statsAfter.Figures["latency_p99_ms"]);
        Print("rss_mb_growth", rig.Agent.Figures.ResidentMb - resident);
        Print("rss_mb", rig.Agent.Figures.ResidentMb);
    }

    private static double? RateOf(PrinterStatePayload before, PrinterStatePayload after)
    {
        var seconds = (after.Ts - before.Ts).TotalSeconds;
        return seconds > 0 ? (after.Cameras["bed"].FramesScored - before.Cameras["bed"].FramesScored) / seconds : null;
    }
}
