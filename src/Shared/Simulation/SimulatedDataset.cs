using Defects.Shared.Classes;

namespace Defects.Shared.Simulation;

/// <summary>
/// A labelled data set of simulated prints: JPEG files, a <c>manifest.csv</c> with the columns path, label_id, label, group,
/// source, licence, split, and a <c>boxes.csv</c> that says where the defects are, with the columns path, label_id, x, y,
/// width, height. A group is a print, and no print is in two splits.
/// </summary>
public sealed record SimulatedDataset
{
    /// <summary>The classes a set has; over-extrusion is not drawn.</summary>
    public static readonly IReadOnlyList<DefectClass> Classes = [DefectClass.Good, DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti];

    /// <summary>A test set of its own: mixed with real prints it would flatter a headline.</summary>
    public const string TestSplit = "test_sim";

    public int Seed { get; init; } = 1;

    /// <summary>Prints of each class; at least 3, so that every split holds one.</summary>
    public int PrintsPerClass { get; init; } = 40;

    /// <summary>1 or more.</summary>
    public int FramesPerPrint { get; init; } = 8;

    /// <summary>Shares of the prints of each class that go to validation and to test; the rest is for training.</summary>
    public (double Validation, double Test) Shares { get; init; } = (0.15, 0.15);

    /// <summary>The cameras that may watch; a set without one of them can be tested on that one alone.</summary>
    public IReadOnlyList<CameraFamily> Cameras { get; init; } = Enum.GetValues<CameraFamily>();

    public Difficulty Difficulty { get; init; } = new();

    /// <summary>The prints of the set, class by class, with the split each belongs to.</summary>
    public IEnumerable<(SimulatedPrint Print, string Group, string Split)> Prints()
    {
        var validation = Math.Max(1, (int)Math.Round(PrintsPerClass * Shares.Validation));
        var test = Math.Max(1, (int)Math.Round(PrintsPerClass * Shares.Test));
        if (validation + test >= PrintsPerClass)
        {
            throw new ArgumentException(
                $"{PrintsPerClass} prints a class cannot fill training, {validation} for validation and {test} for test; ask for more prints or smaller shares.");
        }

        if (FramesPerPrint < 1)
        {
            throw new ArgumentException($"{FramesPerPrint} frames of a print: expected 1 or more.");
        }

        foreach (var failure in Classes)
        {
            for (var i = 0; i < PrintsPerClass; i++)
            {
                var split = i < validation ? "val" : i < validation + test ? TestSplit : "train";
                yield return (Print(failure, i), $"sim_{Seed}_{failure.Name}_{i:D4}", split);
            }
        }
    }

    /// <summary>When the frames of a print are taken: spread over the print, a quarter of them before the onset of a failure.</summary>
    public IEnumerable<TimeSpan> Times(SimulatedPrint print)
    {
        var chance = new Chance(print.Seed, "times");
        var before = print.Failure.IsDefect ? FramesPerPrint / 4 : 0;
        var grown = Difficulty.Within * print.Duration + print.Onset;
        for (var i = 0; i < FramesPerPrint; i++)
        {
            // From a little after the onset: in its first moments nobody could tell the failure.
            var (start, end, count, at) = !print.Failure.IsDefect ? (TimeSpan.Zero, print.Duration * 1.02, FramesPerPrint, i)
                : i < before ? (TimeSpan.Zero, print.Onset, before, i)
                : (print.Onset + (Earlier(print.Duration, grown) - print.Onset) * 0.12, Earlier(print.Duration * 1.02, grown), FramesPerPrint - before, i - before);
            var time = start + (end - start) * ((at + chance.Between(0.05f, 0.95f, i)) / count);
            yield return TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds));
        }
    }

    /// <summary>The frames of a print, without those whose failure is out of sight: a label nobody could see teaches noise.</summary>
    public IEnumerable<SimulatedFrame> Frames(SimulatedPrint print)
    {
        using var renderer = new PrintRenderer(print);
        foreach (var time in Times(print))
        {
            if (!print.Failure.IsDefect || time < print.Onset)
            {
                yield return renderer.Render(time);
            }
            else if (renderer.VisibleDefect(time) is { } visible && visible.Share >= Difficulty.LeastVisible)
            {
                yield return renderer.Render(time) with { Box = visible.Box };
            }
        }
    }

    /// <summary>Writes the set and its boxes into <paramref name="folder"/>; the manifest comes last, so that a folder with one is complete.</summary>
    /// <returns>How many frames were written.</returns>
    public int Write(string folder, CancellationToken cancellation = default)
    {
        var written = new SimulatedFolder(folder);
        foreach (var (print, group, split) in Prints())
        {
            foreach (var frame in Frames(print))
            {
                cancellation.ThrowIfCancellationRequested();
                written.Add(print, group, split, frame);
            }
        }

        written.Complete();
        return written.Frames;
    }

    /// <summary>The print of a class with that number, from 0; there is no last one.</summary>
    public SimulatedPrint Print(DefectClass failure, int index)
    {
        // The failure only moves the seed: cameras, shapes, colours and clutter are drawn alike for all classes.
        var chance = new Chance(Seed, "dataset");
        var duration = TimeSpan.FromMinutes(Math.Round(chance.Between(30, 90, failure.Id, index, 1)));
        return new SimulatedPrint
        {
            Seed = (int)(chance.Bits(failure.Id, index) & int.MaxValue),
            Failure = failure,
            Camera = chance.Pick(Cameras, failure.Id * 100_000L + index),
            Duration = duration,
            Onset = TimeSpan.FromSeconds(Math.Round(duration.TotalSeconds * chance.Between(0.1f, 0.55f, failure.Id, index, 2))),
            Strength = Math.Round(chance.Between(Difficulty.Strength.Low, Difficulty.Strength.High, failure.Id, index, 3), 2),
        };
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
