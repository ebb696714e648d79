using OpenCvSharp;

namespace Defects.CameraFarm.Pictures;

/// <summary>Adds the noise of a sensor, another one each time, and encodes as cameras do.</summary>
internal sealed class Sensor(int seed)
{
    private const int Quality = 85;

    // A struct that moves on with each use: read-only it would give the same noise for ever.
    private RNG _random = new((ulong)seed);

    public Picture Expose(Mat light, double noise)
    {
        using var grains = new Mat(light.Size(), MatType.CV_16SC3);
        _random.Fill(grains, DistributionType.Normal, Scalar.All(0), Scalar.All(noise));
        using var exposed = new Mat();
        Cv2.Add(light, grains, exposed, dtype: MatType.CV_8UC3.Value);
        Cv2.ImEncode(".jpg", exposed, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, Quality));
        return new Picture(jpeg);
    }
}
