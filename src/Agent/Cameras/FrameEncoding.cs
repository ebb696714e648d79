using OpenCvSharp;

namespace Defects.Agent.Cameras;

/// <summary>Raw frames become JPEG, so that everything behind a source handles one kind.</summary>
internal static class FrameEncoding
{
    private static readonly ImageEncodingParam[] Quality = [new(ImwriteFlags.JpegQuality, 95)];

    public static byte[] ToJpeg(Mat frame) => frame.ImEncode(".jpg", Quality);
}
