using System.Collections.Concurrent;
using Defects.Agent.Cameras.Quality;
using OpenCvSharp;

namespace Defects.Bench.CameraQuality;

/// <summary>
/// How well the agent tells that a camera is blind: faults done to simulated and real footage, and what it says of the same
/// footage without them.
/// </summary>
internal static class CameraQualityCommand
{
    private static readonly (string Name, Func<FrameLook, double?> Of)[] Figures =
    [
        ("highlight", look => look.Highlight),
        ("burnt", look => look.Burnt),
        ("shapes", look => look.Shapes),
        ("detail", look => look.Detail),
        ("sharpness", look => look.Sharpness),
        ("changed", look => look.Changed),
        ("likeness", look => look.Likeness),
    ];

    public static int Run(string[] args)
    {
        var table = new QualityTable();
        Cv2.SetNumThreads(1);

        // Footage is rendered as it is asked for, under a lock: without a bound ever more threads would wait for it.
        var cores = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.ForEach(Partitioner.Create(Footage.All(), EnumerablePartitionerOptions.NoBuffering), cores, footage =>
        {
            using (footage)
            {
                table.Add(footage.Kind, null, QualityRun.Of(footage, null));
                foreach (var degradation in Degradation.All.Where(d => d.ShowsInOne || footage.Frames.Count > QualityRun.Onset))
                {
                    table.Add(footage.Kind, degradation, QualityRun.Of(footage, degradation));
                }
            }
        });

        Console.Out.Write(args.Contains("--figures") ? table.RenderFigures(Figures) : table.Render());
        return 0;
    }
}
