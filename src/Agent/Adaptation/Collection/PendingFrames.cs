using Defects.Agent.Cameras;

namespace Defects.Agent.Adaptation.Collection;

/// <summary>
/// Frames of one camera and one print that wait in a folder for the word that the print was good. Its name says which print, and how
/// the camera was configured: what goes by another name than the one that is looked for is of no use any more.
/// </summary>
/// <param name="Folder">Below the camera's reference, see <see cref="Of"/>.</param>
internal sealed record PendingFrames(ReferenceFolder Folder)
{
    /// <param name="reference">The camera's.</param>
    /// <param name="print">When the print began.</param>
    /// <param name="settings">The camera's, as they are now.</param>
    public static PendingFrames Of(ReferenceFolder reference, DateTimeOffset print, CameraSettings settings) =>
        new(new ReferenceFolder(Path.Combine(Root(reference), $"{ReferenceFolder.NameOf(print)}-{AdaptationRecord.PlaceOf(settings)}")));

    /// <summary>All that wait at a camera.</summary>
    public static IReadOnlyList<PendingFrames> At(ReferenceFolder reference) =>
        Directory.Exists(Root(reference)) ? [.. Directory.GetDirectories(Root(reference)).Select(path => new PendingFrames(new ReferenceFolder(path)))] : [];

    public int Count => Folder.Frames.Count;

    /// <param name="held">When the frames were taken that stay, this one among them.</param>
    public void Add(ReadOnlySpan<byte> jpeg, DateTimeOffset takenAt, IEnumerable<DateTimeOffset> held)
    {
        Folder.Add(jpeg, takenAt);
        var names = held.Select(ReferenceFolder.NameOf).ToHashSet();
        Delete(file => !names.Contains(Path.GetFileNameWithoutExtension(file)));
    }

    /// <summary>Frames that were taken until then go.</summary>
    public void DropUntil(DateTimeOffset time) => Delete(file => ReferenceFolder.TimeOf(file) <= time);

    /// <summary>All of them are reference frames from now on.</summary>
    public void MoveInto(ReferenceFolder reference)
    {
        // First: whoever is stopped before the camera is fitted to them as well, or fails at it, is to fit it later.
        reference.Invalidate();
        foreach (var file in Folder.Frames)
        {
            reference.Add(File.ReadAllBytes(file), ReferenceFolder.TimeOf(file)!.Value);
        }

        // Last: after a crash in between the same frames come in again, under the same names.
        Delete();
    }

    public void Delete() => Directory.Delete(Folder.Path, recursive: true);

    private void Delete(Func<string, bool> which)
    {
        foreach (var file in Folder.Frames.Where(which))
        {
            File.Delete(file);
        }
    }

    private static string Root(ReferenceFolder reference) => Path.Combine(reference.Path, "pending");
}
