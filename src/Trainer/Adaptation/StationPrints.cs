using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Trainer.Adaptation;

/// <summary>Frames of a simulated printer: those that an operator collects in its first print, and those of later prints that a camera is tried on.</summary>
public static class StationPrints
{
    /// <summary>As many as an operator collects in a first print.</summary>
    public const int ReferenceFrames = 20;

    private const int GoodPrints = 2;
    private static readonly TimeSpan Onset = TimeSpan.FromMinutes(15);

    /// <summary>From here on a failure is as large as an alert should find it.</summary>
    private static readonly TimeSpan Grown = Onset + TimeSpan.FromMinutes(5);

    /// <summary>Good ones, spread over one print.</summary>
    public static IEnumerable<SimulatedFrame> Reference(SimulatedStation station) => Frames(station.Print(0, DefectClass.Good), TimeSpan.Zero);

    /// <summary>As many of each of two good prints, and of one failing in every way those in which the failure is in sight.</summary>
    public static IEnumerable<SimulatedFrame> Others(SimulatedStation station)
    {
        var good = Enumerable.Range(1, GoodPrints).SelectMany(number => Frames(station.Print(number, DefectClass.Good), TimeSpan.Zero));
        var failing = SimulatedDataset.Classes.Where(c => c.IsDefect).SelectMany((c, i) => Frames(station.Print(GoodPrints + 1 + i, c, Onset), Grown));
        return good.Concat(failing);
    }

    private static IEnumerable<SimulatedFrame> Frames(SimulatedPrint print, TimeSpan from)
    {
        using var renderer = new PrintRenderer(print);
        for (var i = 0; i < ReferenceFrames; i++)
        {
            var time = from + (i + 0.5) / ReferenceFrames * (print.Duration - from);
            if (!print.Failure.IsDefect || renderer.VisibleDefect(time) is { } visible && visible.Share >= new Difficulty().LeastVisible)
            {
                yield return renderer.Render(time);
            }
        }
    }
}
