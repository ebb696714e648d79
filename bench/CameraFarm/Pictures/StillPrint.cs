using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using OpenCvSharp;

namespace Defects.CameraFarm.Pictures;

/// <summary>A half printed part.</summary>
internal static class StillPrint
{
    private const int Exposures = 8;

    private static readonly TimeSpan FailedFor = TimeSpan.FromMinutes(10);

    /// <summary>Of one moment: the mean of several exposures, since each camera adds noise of its own.</summary>
    /// <param name="failure">What has been wrong with it for ten minutes; <see cref="DefectClass.Good"/> for nothing.</param>
    public static Mat Render(int seed, DefectClass failure, Size size)
    {
        var print = new SimulatedPrint { Seed = seed, Failure = failure };
        print = print with { Onset = print.Duration / 2 - FailedFor };
        using var renderer = new PrintRenderer(print);
        // As the simulated sensor has it.
        using var sum = new Mat(480, 640, MatType.CV_16UC3, Scalar.All(0));
        for (var i = 0; i < Exposures; i++)
        {
            // A tick of the clock changes the noise and nothing else.
            using var exposed = FramePreprocessing.TryDecode(renderer.Render(print.Duration / 2 + TimeSpan.FromTicks(i)).Jpeg)!;
            Cv2.Add(sum, exposed, sum, dtype: MatType.CV_16UC3.Value);
        }

        using var mean = new Mat();
        sum.ConvertTo(mean, MatType.CV_8UC3, 1.0 / Exposures);
        return mean.Resize(size, interpolation: InterpolationFlags.Area);
    }
}
