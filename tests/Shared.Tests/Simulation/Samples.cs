using System.Globalization;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;

namespace Defects.Shared.Tests.Simulation;

public class Samples
{
    [Fact(Explicit = true)]
    public void Regenerate()
    {
        var set = new SimulatedDataset { Seed = 2026, PrintsPerClass = 30 };
        foreach (var label in SimulatedDataset.Classes)
        {
            File.WriteAllBytes(Path.Combine(Folder(), $"{label.Name}.jpg"), ContactSheet.Draw(set, [label], 24));
            WriteClip(label);
        }
    }

    private static void WriteClip(DefectClass failure)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder(), "clips", failure.Name)).FullName;
        using var renderer = new PrintRenderer(new SimulatedPrint
        {
            Seed = 41,
            Failure = failure,
            Onset = TimeSpan.FromMinutes(20),
            Strength = 0.9,
            Camera = CameraFamily.FrontHigh,
        });
        foreach (var minute in (int[])[5, 15, 22, 30, 40, 55])
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{minute:00}min.jpg");
            File.WriteAllBytes(Path.Combine(folder, name), renderer.Render(TimeSpan.FromMinutes(minute)).Jpeg);
        }
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Defects.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException($"No Defects.sln above {AppContext.BaseDirectory}.");
        }

        return Directory.CreateDirectory(Path.Combine(root.FullName, "samples")).FullName;
    }
}
