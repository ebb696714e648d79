using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;

namespace Defects.Agent.Commands.Adapt;

/// <summary>Takes good frames from a folder of images, as the camera sent them.</summary>
internal static class ReferenceImport
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    /// <param name="from">The images; those below it are not looked at.</param>
    /// <param name="most">So many of them, spread over the names.</param>
    /// <returns>What was taken, and why it is not all of those; null where it is.</returns>
    public static (IReadOnlyList<ReferencePicture> Taken, string? Failure) Run(string from, FrameView view, int most)
    {
        string[] files = [.. Directory.EnumerateFiles(from).Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        var wanted = Math.Min(most, files.Length);
        List<ReferencePicture> taken = [];
        string? failure = null;
        for (var i = 0; i < wanted; i++)
        {
            var file = files[i * files.Length / wanted];
            using var frame = FrameDecoding.TryDecode(File.ReadAllBytes(file), view);
            if (frame is null)
            {
                failure = $"{file} is no picture that is scored";
            }
            else if (SinglePicture.FaultOf(frame) is { } fault)
            {
                failure = $"{file} shows no print: {$"{fault}".ToLowerInvariant()}";
            }
            else
            {
                // Files of one copying have one time, and the same folder again is to find its own frames.
                taken.Add(new ReferencePicture(FrameEncoding.ToJpeg(frame), new DateTimeOffset(File.GetLastWriteTimeUtc(file)).AddMilliseconds(i)));
            }
        }

        return (taken, failure);
    }
}
