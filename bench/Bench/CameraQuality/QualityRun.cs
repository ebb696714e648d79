using Defects.Agent.Cameras.Quality;
using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Bench.CameraQuality;

/// <summary>The agent's own measuring and judging over some pictures.</summary>
/// <param name="Looks">What was measured of each.</param>
/// <param name="Judged">What each looks like by itself.</param>
/// <param name="Held">What was held of the camera after each.</param>
internal sealed record QualityRun(IReadOnlyList<FrameLook> Looks, IReadOnlyList<CameraFault?> Judged, IReadOnlyList<CameraFault?> Held)
{
    private const int Side = 224;

    /// <summary>A sequence begins well and is degraded from this picture on.</summary>
    public const int Onset = 36;

    public static QualityRun Of(Footage footage, Degradation? degradation)
    {
        List<FrameLook> looks = [];
        List<CameraFault?> judged = [];
        List<CameraFault?> held = [];
        var quality = FrameQuality.Start;
        var input = new byte[Side * Side * 3];
        var onset = footage.Frames.Count > 1 ? Onset : 0;
        var eye = new FrameEye(QualityLimits.Default);
        for (var i = 0; i < footage.Frames.Count; i++)
        {
            var (picture, taken) = footage.Frames[i];
            using var shown = degradation is not null && i >= onset ? Degraded(degradation, picture, i, footage.Frames[Math.Max(0, onset - 1)].Picture) : picture.Clone();
            FramePreprocessing.Resize(shown, input, Side, Side);
            var at = DateTimeOffset.UnixEpoch + taken;
            var look = eye.Look(input, Side, at);
            looks.Add(look);
            judged.Add(QualityLimits.Default.Judge(look, held: null));
            quality = quality.Observe(look, at, QualityLimits.Default);
            held.Add(quality.Fault);
        }

        return new QualityRun(looks, judged, held);
    }

    private static Mat Degraded(Degradation degradation, Mat picture, int n, Mat last)
    {
        using var changed = degradation.Do(picture, n, last);
        return Degradation.Encoded(changed);
    }
}
