using Defects.Shared.Classes;
using OpenCvSharp;

namespace Defects.CameraFarm.Pictures;

/// <summary>Every picture that the farm shows, rendered and encoded before the first is asked for.</summary>
internal sealed class PictureLibrary
{
    /// <summary>Different prints; cameras beyond that number share them.</summary>
    public const int Scenes = 8;

    /// <summary>Pictures of a scene that differ by noise alone.</summary>
    public const int Frames = 8;

    private readonly Dictionary<(Look Look, int Scene), Picture[]> _pictures = [];
    private readonly Lazy<Picture> _huge;

    public PictureLibrary(int seed, PictureSize size)
    {
        var sensor = new Sensor(seed);
        for (var scene = 0; scene < Scenes; scene++)
        {
            using var good = Render(DefectClass.Good);
            using var failed = Render(DefectClass.Spaghetti);
            foreach (var look in Enum.GetValues<Look>())
            {
                using var light = Optics.See(look == Look.Spaghetti ? failed : good, look);
                _pictures[(look, scene)] = [.. Enumerable.Range(0, Frames).Select(_ => sensor.Expose(light, NoiseOf(look)))];
            }

            Mat Render(DefectClass failure) => StillPrint.Render(unchecked(seed * Scenes + scene), failure, new Size(size.Width, size.Height));
        }

        _huge = new Lazy<Picture>(() => RenderHuge(sensor));
    }

    /// <summary>A picture of about 10 MB; rendered when first asked for.</summary>
    public Picture Huge => _huge.Value;

    /// <param name="frame">0 or more; there is no last one.</param>
    public Picture See(Look look, int scene, long frame) => _pictures[(look, scene % Scenes)][frame % Frames];

    // In the dark no value is above 7, and the noise shall not lift any far above 12.
    private static double NoiseOf(Look look) => look == Look.Dark ? 1.5 : 4;

    private static Picture RenderHuge(Sensor sensor)
    {
        using var grey = new Mat(3000, 4000, MatType.CV_8UC3, Scalar.All(128));
        return sensor.Expose(grey, noise: 100);
    }
}
