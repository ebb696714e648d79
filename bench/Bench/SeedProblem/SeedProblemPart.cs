using System.Globalization;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Bench.SeedProblem;

/// <summary>One split of the problem: exactly so many simulated frames of each class.</summary>
/// <param name="Split">As manifests name it.</param>
/// <param name="Prints">Where the frames come from; a seed of its own keeps the prints of two splits apart.</param>
/// <param name="Frames">How many of each class.</param>
internal sealed record SeedProblemPart(string Split, SimulatedDataset Prints, IReadOnlyDictionary<DefectClass, int> Frames)
{
    /// <summary>
    /// Writes frames, boxes and <c>manifest.csv</c> into a folder. A folder with a manifest is complete and left as it is. Frames of
    /// failing prints before their onset are good ones, as in any print that fails; good prints give the rest of those.
    /// </summary>
    public void Write(string folder, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(folder, "manifest.csv")))
        {
            return;
        }

        var written = new SimulatedFolder(folder);
        var left = Frames.ToDictionary();
        // Good comes last: by then it is known how many frames the failing prints gave.
        foreach (var failure in Frames.Keys.OrderByDescending(c => c.IsDefect).ThenBy(c => c.Id))
        {
            for (var first = 0; left[failure] > 0; first += Wave)
            {
                foreach (var (print, group, frame) in Render(failure, first, cancellation).Where(rendered => left[rendered.Frame.Label]-- > 0))
                {
                    written.Add(print, group, Split, frame);
                }
            }
        }

        written.Complete();
    }

    /// <summary>Prints rendered at once; their frames are taken in order, so that the set does not depend on the cores there are.</summary>
    private const int Wave = 16;

    private IEnumerable<(SimulatedPrint Print, string Group, SimulatedFrame Frame)> Render(DefectClass failure, int first, CancellationToken cancellation) =>
        Enumerable.Range(first, Wave)
            .AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(index =>
            {
                var print = Prints.Print(failure, index);
                var group = string.Create(CultureInfo.InvariantCulture, $"{Split}_{failure.Name}_{index:D4}");
                return Prints.Frames(print).Select(frame => (print, group, frame)).ToList();
            })
            .SelectMany(frames => frames);
}
