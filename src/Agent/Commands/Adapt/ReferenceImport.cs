using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;

namespace Defects.Agent.Commands.Adapt;

/// <summary>Takes good frames from a folder of images, as the camera sent them, into a camera's reference.</summary>
internal static class ReferenceImport
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <param name="from">The images; those below it are not looked at.</param>
    /// <param name="most">So many of them, spread over the names.</param>
    /// <returns>How many were taken.</returns>
    public static int Run(string from, FrameView view, ReferenceFolder folder, int most)
    {
        string[] files = [.. Directory.EnumerateFiles(from).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        var (wanted, taken) = (Math.Min(most, files.Length), 0);
        for (var i = 0; i < wanted; i++)
        {
            var file = files[i * files.Length / wanted];
            using var frame = FrameDecoding.TryDecode(File.ReadAllBytes(file), view);
            if (frame is null)
            {
                continue;
            }

            // Files of one copying have one time, and the same folder again is to find its own frames.
            folder.Add(FrameEncoding.ToJpeg(frame), new DateTimeOffset(File.GetLastWriteTimeUtc(file)).AddMilliseconds(i));
            taken++;
        }

        return taken;
    }
}
