using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Bench.Replay;

/// <summary>
/// Simulated prints for one purpose. Camera pose, bed, room, light, filament and shape of a print all come from its seed, and the
/// kinds of camera are parted between the purposes as well, every second one to each, which was settled before any of them was scored.
/// </summary>
/// <param name="Role">What the prints are for.</param>
internal sealed record PrintSet(ReplayRole Role)
{
    /// <summary>How much of a failing print is watched before its failure, which gives good time too.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromMinutes(10);

    /// <summary>How long a failure may go unseen.</summary>
    public static readonly TimeSpan After = TimeSpan.FromMinutes(30);

    public static readonly IReadOnlyList<DefectClass> Failures = [.. SimulatedDataset.Classes.Where(item => item.IsDefect)];

    // No other part of the project draws prints from these numbers.
    private readonly SimulatedDataset _prints = new() { Seed = Role == ReplayRole.Choose ? 50_001 : 50_002, Cameras = CamerasOf(Role) };

    public static IReadOnlyList<CameraFamily> CamerasOf(ReplayRole role) =>
        [.. Enum.GetValues<CameraFamily>().Where((_, number) => number % 2 == (role == ReplayRole.Choose ? 0 : 1))];

    /// <summary>Good prints from their first layer to the finished part, until there are so many hours of them.</summary>
    public IEnumerable<WatchedPrint> Good(double hours)
    {
        var watched = TimeSpan.Zero;
        for (var number = 0; watched.TotalHours < hours; number++)
        {
            var print = _prints.Print(DefectClass.Good, number);
            yield return new WatchedPrint($"good-{number:D4}", print, TimeSpan.Zero, print.Duration);
            watched += print.Duration;
        }
    }

    /// <summary>Failing prints around their failure, the classes in turn.</summary>
    public IEnumerable<WatchedPrint> Failing(int count) => Enumerable.Range(0, count).Select(number =>
    {
        var failure = Failures[number % Failures.Count];
        var print = _prints.Print(failure, number / Failures.Count);
        var from = print.Onset > Before ? print.Onset - Before : TimeSpan.Zero;
        var to = print.Onset + After < print.Duration ? print.Onset + After : print.Duration;
        return new WatchedPrint($"{failure}-{number / Failures.Count:D4}", print, from, to);
    });
}
