using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>What lens, sensor and encoder make of the light: blur, vignette, exposure, colour cast, noise, JPEG.</summary>
internal sealed class SensorModel : IDisposable
{
    public const int Width = 640;
    public const int Height = 480;
    private readonly PrintScene _scene;
    private readonly Mat _frame = new(Height, Width, MatType.CV_8UC3);
    private readonly byte[][] _response = new byte[3][];
    private readonly ushort[] _vignette = new ushort[Width * Height];
    private readonly float _blur;
    private readonly int _noise;
    private readonly int _quality;
    private readonly bool _grey;

    public SensorModel(PrintScene scene, Mat backdrop)
    {
        _scene = scene;
        var chance = new Chance(scene.Print.StationSeed, "sensor");
        _grey = scene.Family == CameraFamily.Infrared || chance.Happens(0.06f, 0);
        _blur = chance.Between(0.35f, 0.85f, 1);
        _noise = (int)chance.Between(5, _grey ? 23 : 16, 2);
        _quality = (int)chance.Between(58, 92, 3);
        // Automatic exposure brings the empty bed near a middle grey, a little beside it as real ones do.
        var mean = Cv2.Mean(backdrop);
        var exposure = Math.Clamp(chance.Between(85, 135, 4) / (float)((mean.Val0 + mean.Val1 + mean.Val2) / 3 + 1), 0.75f, 1.9f);
        var gamma = chance.Between(0.85f, 1.15f, 5);
        for (var channel = 0; channel < 3; channel++)
        {
            var cast = 1 + 0.09f * chance.Signed(6, channel);
            _response[channel] = [.. Enumerable.Range(0, 256).Select(v => Respond(MathF.Pow(v / 255f, gamma) * exposure * cast))];
        }

        var fall = chance.Between(0.1f, 0.42f, 7);
        for (var i = 0; i < _vignette.Length; i++)
        {
            float x = (i % Width - Width / 2f) / 400, y = (i / Width - Height / 2f) / 400;
            _vignette[i] = (ushort)(256 * (1 - fall * (x * x + y * y)));
        }
    }

    public byte[] Expose(Mat scene, TimeSpan time)
    {
        Cv2.Resize(scene, _frame, new Size(Width, Height), interpolation: InterpolationFlags.Area);
        Cv2.GaussianBlur(_frame, _frame, new Size(3, 3), _blur);
        if (_grey)
        {
            using var grey = _frame.CvtColor(ColorConversionCodes.BGR2GRAY);
            Cv2.CvtColor(grey, _frame, ColorConversionCodes.GRAY2BGR);
        }

        Record(time);
        Cv2.ImEncode(".jpg", _frame, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, _quality));
        return jpeg;
    }

    public void Dispose() => _frame.Dispose();

    // Straight up to two thirds, then a shoulder, as cameras have it: a white part in a dark enclosure keeps its layer lines.
    private static byte Respond(float light)
    {
        const float Knee = 0.66f;
        var level = light < Knee ? light : Knee + (1 - Knee) * (1 - MathF.Exp(-(light - Knee) / (2.2f * (1 - Knee))));
        return (byte)Math.Clamp(6 + 247 * level, 0, 255);
    }

    private unsafe void Record(TimeSpan time)
    {
        var pixels = new Span<byte>((void*)_frame.Data, Width * Height * 3);
        var noise = new Chance(_scene.Print.Seed, "noise").Bits(time.Ticks) | 1;
        for (int i = 0, at = 0; i < _vignette.Length; i++)
        {
            // Xorshift (Marsaglia 2003); two bytes make a triangular distribution, near enough to a sensor's.
            noise ^= noise << 13;
            noise ^= noise >> 7;
            noise ^= noise << 17;
            var shared = (int)(noise & 255) + (int)(noise >> 8 & 255) - 255;
            for (var channel = 0; channel < 3; channel++, at++)
            {
                var own = _grey ? 0 : ((int)(noise >> (16 + 8 * channel) & 255) - 128) / 2;
                var light = _response[channel][pixels[at]] * _vignette[i] + (shared + own) * _noise * 2;
                pixels[at] = (byte)Math.Clamp(light >> 8, 0, 255);
            }
        }
    }
}
