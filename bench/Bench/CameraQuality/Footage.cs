using System.Globalization;
using System.Text.RegularExpressions;
using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;
using OpenCvSharp;

namespace Defects.Bench.CameraQuality;

/// <summary>What one camera saw, decoded, with the time of each picture.</summary>
/// <param name="Kind">The row of the table it counts in.</param>
internal sealed partial record Footage(string Kind, IReadOnlyList<(Mat Picture, TimeSpan At)> Frames) : IDisposable
{
    private const int SequenceFrames = 48;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private const int Width = 640;

    /// <summary>Everything there is to measure on; pictures are rendered and read as they are asked for.</summary>
    public static IEnumerable<Footage> All() => Printing().Concat(Idle()).Concat(Bed()).Concat(Still()).Concat(Photos());

    public void Dispose()
    {
        foreach (var (picture, _) in Frames)
        {
            picture.Dispose();
        }
    }

    /// <summary>Healthy and failing prints of every camera family, a picture each five seconds.</summary>
    private static IEnumerable<Footage> Printing() =>
        from family in Enum.GetValues<CameraFamily>()
        from seed in Enumerable.Range(0, 3)
        select Rendered("simulated, printing", family, seed, TimeSpan.FromMinutes(2 + (20 * seed)));

    /// <summary>The same a while after the print: nothing moves, and only the sensor's noise tells one picture from the next.</summary>
    private static IEnumerable<Footage> Idle() =>
        from family in Enum.GetValues<CameraFamily>()
        from seed in Enumerable.Range(0, 3)
        select Rendered("simulated, idle", family, seed, TimeSpan.FromMinutes(70));

    private static Footage Rendered(string kind, CameraFamily family, int seed, TimeSpan from)
    {
        using var renderer = new PrintRenderer(new SimulatedPrint
        {
            Seed = (1000 * (int)family) + seed,
            Camera = family,
            Failure = seed % 2 == 0 ? DefectClass.Good : DefectClass.Spaghetti,
            Onset = TimeSpan.FromMinutes(10),
        });
        return new Footage(kind, [.. Enumerable.Range(0, SequenceFrames).Select(i =>
        {
            var at = Step * i;
            return (FramePreprocessing.TryDecode(renderer.Render(from + at).Jpeg)!, at);
        })]);
    }

    /// <summary>Six real prints as one camera beside the bed took them, in their order; their distance in time is not known.</summary>
    private static IEnumerable<Footage> Bed() =>
        from row in Rows()
        where row.Source == "bedcam"
        group row by row.Group into print
        select new Footage("real, bed camera", [.. print.OrderBy(row => Number(row.Path))
            .Select((row, i) => (Read(row.Path), Step * i))]);

    /// <summary>Photos of prints, one picture each: nothing before it to compare with.</summary>
    private static IEnumerable<Footage> Photos() =>
        from row in Rows()
        where row.Source != "bedcam" && row.Split == "train"
        select new Footage("real, photos", [(Read(row.Path), TimeSpan.Zero)]);

    /// <summary>Photos as cameras with the least noise would send them for minutes: of some, each two grey values and strongly compressed.</summary>
    private static IEnumerable<Footage> Still() =>
        from row in Rows().Where(row => row.Source != "bedcam").Chunk(60).Select(rows => rows[0])
        select new Footage("real, photos as still scenes, little noise", [.. Enumerable.Range(0, SequenceFrames)
            .Select(i => (Degradation.LittleNoise(Read(row.Path), i), Step * i))]);

    // As a printer's camera would have taken it.
    private static Mat Read(string path)
    {
        using var picture = FramePreprocessing.TryDecode(File.ReadAllBytes(path))!;
        return picture.Resize(new Size(Width, Width * picture.Height / picture.Width), interpolation: InterpolationFlags.Area);
    }

    private static IEnumerable<LabelledImage> Rows() => ManifestReader.Read(RealData.Prints, []);

    private static int Number(string path) => int.Parse(LastNumber().Match(path).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"_(\d+)\.\w+$", RegexOptions.CultureInvariant)]
    private static partial Regex LastNumber();
}
