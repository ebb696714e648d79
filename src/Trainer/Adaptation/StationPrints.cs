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

    /// <summary>
    /// A failure is to be found while it is young. Grown ones are so plain on simulated cameras that nothing could be learnt from them of the faint
    /// ones that a camera at the other end of a bed shows.
    /// </summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(15);

    /// <summary>Good ones, spread over one print.</summary>
    public static IEnumerable<SimulatedFrame> Reference(SimulatedStation station) => Good(station, 0);

    /// <summary>As many of each of two other good prints, and of one failing in every way those of its first quarter of an hour that show it.</summary>
    public static IEnumerable<SimulatedFrame> Others(SimulatedStation station)
    {
        var good = Enumerable.Range(1, GoodPrints).SelectMany(number => Good(station, number));
        var failing = SimulatedDataset.Classes.Where(c => c.IsDefect)
            .SelectMany((c, i) => Frames(station.Print(GoodPrints + 1 + i, c, Onset), Onset, Onset + Young));
        return good.Concat(failing);
    }

    private static IEnumerable<SimulatedFrame> Good(SimulatedStation station, int number)
    {
        var print = station.Print(number, DefectClass.Good);
        return Frames(print, TimeSpan.Zero, print.Duration);
    }

    /// <summary>From the middle of equal parts of the time between, but for those that show no trace of the print's failure.</summary>
    private static IEnumerable<SimulatedFrame> Frames(SimulatedPrint print, TimeSpan from, TimeSpan to)
    {
        using var renderer = new PrintRenderer(print);
        for (var i = 0; i < ReferenceFrames; i++)
        {
            var time = from + (i + 0.5) / ReferenceFrames * (to - from);
            if (!print.Failure.IsDefect || renderer.VisibleDefect(time) is { } visible && visible.Share >= new Difficulty().LeastVisible)
            {
                yield return renderer.Render(time);
            }
        }
    }
}
