using Defects.Shared.Classes;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;

namespace Defects.Bench.SeedProblem;

/// <summary>
/// The problem that this project began with, rebuilt with simulated prints: 2,000 training frames of which 32 show spaghetti,
/// and 4,831 test frames of cameras that training has never seen. All counts are the seed's.
/// </summary>
internal static class SeedProblemData
{
    private static readonly CameraFamily[] Seen = [CameraFamily.FrontLow, CameraFamily.FrontHigh, CameraFamily.Corner, CameraFamily.Top];
    private static readonly CameraFamily[] Unseen = [.. Enum.GetValues<CameraFamily>().Except(Seen)];

    /// <summary>Other prints under the cameras of the test: what a choice may be made on, so that the test stays one.</summary>
    public const string Development = "test_development";

    public static IReadOnlyList<SeedProblemPart> Parts(Difficulty difficulty) =>
    [
        // Ten frames of a print, eight of them after the onset: the 32 of spaghetti are of 4 prints.
        Part(Splits.Train, 101, Seen, difficulty, framesPerPrint: 10, good: 784, underExtrusion: 964, stringing: 220, spaghetti: 32),
        // A fifth of training beside it, in the same shares.
        Part(Splits.Validation, 102, Seen, difficulty, framesPerPrint: 4, good: 157, underExtrusion: 193, stringing: 44, spaghetti: 6),
        // Fewer frames of more prints: the test set's information is in its prints.
        Part(Splits.Test, 103, Unseen, difficulty, framesPerPrint: 4, good: 1893, underExtrusion: 2328, stringing: 532, spaghetti: 78),
        Part(Development, 104, Unseen, difficulty, framesPerPrint: 4, good: 946, underExtrusion: 1164, stringing: 266, spaghetti: 78),
    ];

    /// <summary>Renders what is missing in the folder, and reads it.</summary>
    public static Dataset Prepare(Difficulty difficulty, string folder, CancellationToken cancellation)
    {
        var parts = Parts(difficulty);
        foreach (var part in parts)
        {
            part.Write(Path.Combine(folder, part.Split), cancellation);
        }

        return Dataset.Load(new DatasetSelection([.. parts.Select(part => Path.Combine(folder, part.Split))]));
    }

    private static SeedProblemPart Part(
        string split, int seed, CameraFamily[] cameras, Difficulty difficulty, int framesPerPrint, int good, int underExtrusion, int stringing, int spaghetti) =>
        new(
            split,
            new SimulatedDataset { Seed = seed, Cameras = cameras, FramesPerPrint = framesPerPrint, Difficulty = difficulty },
            new Dictionary<DefectClass, int>
            {
                [DefectClass.Good] = good,
                [DefectClass.UnderExtrusion] = underExtrusion,
                [DefectClass.Stringing] = stringing,
                [DefectClass.Spaghetti] = spaghetti,
            });
}
