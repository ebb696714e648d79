using System.Globalization;
using System.Text;
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
    /// Writes frames and <c>manifest.csv</c> into a folder. A folder with a manifest is complete and left as it is. Frames of
    /// failing prints before their onset are good ones, as in any print that fails; good prints give the rest of those.
    /// </summary>
    public void Write(string folder, CancellationToken cancellation)
    {
        var manifest = Path.Combine(folder, "manifest.csv");
        if (File.Exists(manifest))
        {
            return;
        }

        var rows = new StringBuilder("path,label_id,label,group,source,licence,split\n");
        var left = Frames.ToDictionary();
        // Good comes last: by then it is known how many frames the failing prints gave.
        foreach (var failure in Frames.Keys.OrderByDescending(c => c.IsDefect).ThenBy(c => c.Id))
        {
            for (var first = 0; left[failure] > 0; first += Wave)
            {
                foreach (var (group, source, frame) in Render(failure, first, cancellation).Where(frame => left[frame.Frame.Label]-- > 0))
                {
                    var path = string.Create(CultureInfo.InvariantCulture, $"images/{group}/{frame.Time.TotalMilliseconds:00000000}.jpg");
                    Directory.CreateDirectory(Path.Combine(folder, "images", group));
                    File.WriteAllBytes(Path.Combine(folder, path), frame.Jpeg);
                    rows.Append(CultureInfo.InvariantCulture, $"{path},{frame.Label.Id},{frame.Label.Name},{group},{source},MIT,{Split}\n");
                }
            }
        }

        File.WriteAllText(manifest + ".partial", rows.ToString());
        File.Move(manifest + ".partial", manifest);
    }

    /// <summary>Prints rendered at once; their frames are taken in order, so that the set does not depend on the cores there are.</summary>
    private const int Wave = 16;

    private IEnumerable<(string Group, string Source, SimulatedFrame Frame)> Render(DefectClass failure, int first, CancellationToken cancellation) =>
        Enumerable.Range(first, Wave)
            .AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(index =>
            {
                var print = Prints.Print(failure, index);
                var group = string.Create(CultureInfo.InvariantCulture, $"{Split}_{failure.Name}_{index:D4}");
                return Prints.Frames(print).Select(frame => (group, $"sim_{print.Camera}".ToLowerInvariant(), frame)).ToList();
            })
            .SelectMany(frames => frames);
}
