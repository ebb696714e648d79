using OpenCvSharp;

namespace Defects.CameraFarm.Pictures;

/// <summary>What light and lens make of a scene, before the sensor.</summary>
internal static class Optics
{
    public static Mat See(Mat scene, Look look) => look switch
    {
        Look.Sharp or Look.Spaghetti => scene.Clone(),
        Look.Dark => Converted(scene, contrast: 0.03, brightness: 0),
        Look.Covered => Cover(scene),
        Look.Blurred => scene.GaussianBlur(new Size(0, 0), scene.Width / 60.0),
        _ => throw new ArgumentOutOfRangeException(nameof(look), look, "No such look."),
    };

    // A hand's breadth of light still comes in from the side: a faint gradient and no edge at all.
    private static Mat Cover(Mat scene)
    {
        using var light = scene.Resize(new Size(4, 3), interpolation: InterpolationFlags.Area);
        using var spread = light.Resize(scene.Size(), interpolation: InterpolationFlags.Linear);
        return Converted(spread, contrast: 0.15, brightness: 60);
    }

    private static Mat Converted(Mat from, double contrast, double brightness)
    {
        var to = new Mat();
        from.ConvertTo(to, MatType.CV_8UC3, contrast, brightness);
        return to;
    }
}
