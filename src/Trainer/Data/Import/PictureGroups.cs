namespace Defects.Trainer.Data.Import;

/// <summary>The group of each picture: the one that an export names, else the one that the picture's name tells.</summary>
internal static class PictureGroups
{
    /// <summary>
    /// Frames of a print are one group in whatever class folders they lie: a print that fails was good before. But it has only
    /// one frame of a number, so where a file name is found in two class folders, each has a print of its own.
    /// </summary>
    /// <returns>In the order of the pictures.</returns>
    public static IEnumerable<string> Of(IReadOnlyList<FoundPicture> found, GroupBy by)
    {
        var recurring = found.Where(picture => picture.Group is null)
            .Select(picture => (picture.ClassFolder, Path: Told(picture, by)))
            .Where(picture => !picture.Path.Contains('/'))
            .GroupBy(picture => Path.GetFileNameWithoutExtension(picture.Path))
            .Where(same => same.DistinctBy(picture => picture.ClassFolder).Count() > 1)
            .Select(same => ClassFolders.GroupOf(same.First().Path))
            .ToHashSet();
        return found.Select(picture => picture.Group ?? GroupOf(picture, by, recurring));
    }

    private static string GroupOf(FoundPicture picture, GroupBy by, HashSet<string> recurring)
    {
        var path = Told(picture, by);
        if (by == GroupBy.Picture)
        {
            return path;
        }

        var group = ClassFolders.GroupOf(path);
        return recurring.Contains(group) && !path.Contains('/') ? picture.ClassFolder + group : group;
    }

    /// <summary>What of the name counts.</summary>
    private static string Told(FoundPicture picture, GroupBy by)
    {
        var name = picture.Name.Replace('\\', '/');
        return by switch
        {
            GroupBy.Folder => name[picture.ClassFolder.Length..],
            GroupBy.Name => Path.GetFileName(name),
            _ => name,
        };
    }
}
