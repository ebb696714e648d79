using System.CommandLine;
using Defects.Agent.Alerts;
using Defects.Agent.Printers;

namespace Defects.Bench.CameraLoad;

/// <summary>
/// <c>./bench.sh event-path</c>: how long it takes from the frame that decides to the message at a subscriber. Prints fail and are mended in
/// turn, evenly spread over each round; in the last round all fail in one moment.
/// </summary>
internal static class EventPathCommand
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(20);

    // The shortest times that are allowed, so that many events come of few minutes. What is measured begins when an event is due.
    private const string QuickAlerts = """
        alerts:
          spaghetti: { timeConstant: 1s, setHold: 0s, resetHold: 0s, cooldown: 0s }
        """;

    public static int Run(string[] args)
    {
        var cameras = new Option<int>("--cameras") { DefaultValueFactory = _ => 100 };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 4, Description = "Each lets every print fail and mends it." };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 60, Description = "In which all prints of a round fail." };
        var model = new Option<string>("--bundle") { DefaultValueFactory = _ => "models/defects/champion" };
        var command = new RootCommand("From the deciding frame to the subscriber") { cameras, rounds, seconds, model };
        command.SetAction(async (parsed, cancel) =>
        {
            var count = parsed.GetValue(cameras);
            await using var rig = await LoadRig.StartAsync(count, rate: 1, TimeSpan.FromSeconds(1), parsed.GetValue(model)!, cancel, QuickAlerts);
            await rig.WaitAsync(() => rig.Voice.States.Values.Count(state => state.Monitoring == WatchMode.Watching) == count, TimeSpan.FromMinutes(2), cancel);
            var pause = TimeSpan.FromSeconds((double)parsed.GetValue(seconds) / count);
            for (var round = 0; round < parsed.GetValue(rounds); round++)
            {
                await InTurnAsync(count, pause, camera => rig.BeginAsync("spaghetti", camera, camera), cancel);
                await InTurnAsync(count, pause, camera => rig.EndAsync(camera, camera), cancel);
            }

            Tell("spread", rig.Voice.Events);
            var before = rig.Voice.Events.Count;
            await rig.BeginAsync("spaghetti", 0, count - 1);
            await Task.Delay(Settle, TimeProvider.System, cancel);
            Tell("at_once", [.. rig.Voice.Events.Skip(before)]);
            Console.WriteLine(FormattableString.Invariant($"event_path.latency_p99_ms {rig.Voice.Stats.LastOrDefault()?.Figures["latency_p99_ms"]:0}"));
            return 0;
        });
        return command.Parse(args).Invoke();
    }

    private static async Task InTurnAsync(int cameras, TimeSpan pause, Func<int, Task> act, CancellationToken cancel)
    {
        for (var camera = 0; camera < cameras; camera++)
        {
            await act(camera);
            await Task.Delay(pause, TimeProvider.System, cancel);
        }

        await Task.Delay(Settle, TimeProvider.System, cancel);
    }

    private static void Tell(string name, IReadOnlyList<HeardEvent> heard)
    {
        void Print(string figure, double value) => Console.WriteLine(FormattableString.Invariant($"event_path.{name}.{figure} {value:0.#}"));
        Print("begins", heard.Count(item => item.Event.Type == AlertStage.Begin));
        Print("events", heard.Count);
        foreach (var (figure, of) in ((string, Func<HeardEvent, TimeSpan>)[])[("since_frame", item => item.SinceFrame), ("since_decision", item => item.SinceDecision)])
        {
            double[] sorted = [.. heard.Select(item => of(item).TotalMilliseconds).Order()];
            Print($"{figure}_p50_ms", Rank(sorted, 0.5));
            Print($"{figure}_p99_ms", Rank(sorted, 0.99));
            Print($"{figure}_max_ms", Rank(sorted, 1));
        }
    }

    // Nearest rank.
    private static double Rank(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
}
