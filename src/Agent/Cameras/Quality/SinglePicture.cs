using Defects.Shared.Imaging;
using OpenCvSharp;

namespace Defects.Agent.Cameras.Quality;

/// <summary>What can be told of one picture without any before it.</summary>
internal static class SinglePicture
{
    private const int Side = 224;

    /// <returns>Why it shows no print: too dark, burnt out, covered, blurred; null where it may show one.</returns>
    public static CameraFault? FaultOf(Mat frame)
    {
        var input = new byte[Side * Side * 3];
        FramePreprocessing.Resize(frame, input, Side, Side);
        return QualityLimits.Default.Judge(new FrameEye(QualityLimits.Default).Look(input, Side, DateTimeOffset.UnixEpoch), held: null);
    }
}
