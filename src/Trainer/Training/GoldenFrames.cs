using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Trainer.Training;

/// <summary>
/// The frames by which a bundle is checked where it serves. They are simulated, so that a bundle carries nobody's photos, and
/// the same for every bundle.
/// </summary>
internal static class GoldenFrames
{
    private const int PrintsPerClass = 2;

    /// <summary>JPEG by file name.</summary>
    public static IReadOnlyDictionary<string, byte[]> Of(ClassSet classes) =>
        classes
            .Where(c => c != DefectClass.OverExtrusion)
            .SelectMany(c => Enumerable.Range(1, PrintsPerClass).Select(i => (Class: c, Number: i)))
            .ToDictionary(item => $"{item.Class}_{item.Number}.jpg", item => Render(item.Class, item.Number));

    private static byte[] Render(DefectClass failure, int number)
    {
        var print = new SimulatedPrint { Seed = failure.Id * 100 + number, Failure = failure, Onset = TimeSpan.FromMinutes(10) };
        using var renderer = new PrintRenderer(print);
        return renderer.Render(TimeSpan.FromMinutes(45)).Jpeg;
    }
}
