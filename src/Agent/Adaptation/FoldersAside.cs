namespace Defects.Agent.Adaptation;

/// <summary>Reference folders of cameras that look at another bed now: put aside under a name with the time, not lost.</summary>
internal static class FoldersAside
{
    /// <summary>A camera that is taken for moved again and again does not fill the disk: the latest three of each stay.</summary>
    private const int Most = 3;

    private const string Extension = ".old";

    /// <summary>Frames and adaptation are put aside, and what was put aside long before goes.</summary>
    /// <param name="path">Of the folder.</param>
    /// <returns>Where they are now; null where there was nothing.</returns>
    public static string? Put(string path, DateTimeOffset now)
    {
        if (!Directory.Exists(path))
        {
            return null;
        }

        var aside = $"{path}.{ReferenceFolder.NameOf(now)}{Extension}";
        Directory.Move(path, aside);
        foreach (var oldest in Of(path).Where(folder => folder != aside).Order(StringComparer.Ordinal).SkipLast(Most - 1))
        {
            TryDelete(oldest);
        }

        return aside;
    }

    /// <summary>Those of this folder, and not of one whose name goes on where its ends.</summary>
    private static IEnumerable<string> Of(string path)
    {
        var name = Path.GetFileName(path);
        return Directory.GetDirectories(Path.GetDirectoryName(path)!, $"{name}.*{Extension}")
            .Where(folder => ReferenceFolder.TimeOf(Path.GetFileName(folder)[(name.Length + 1)..]) is not null);
    }

    // One that cannot be deleted now is tried again the next time; what was put aside is told all the same.
    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
