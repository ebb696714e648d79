namespace Defects.Trainer.Data.Import;

/// <summary>A folder for each class, at the top or below a folder for each split (ImageNet, and CVAT's export of that name).</summary>
internal static class ClassFolderImport
{
    // A link in a download may lead anywhere.
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.ReparsePoint };
    private static readonly EnumerationOptions Deep = new() { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true };

    public static IReadOnlyList<FoundPicture> Read(InputFolder folder, LabelMap labels, ICollection<string> skipped)
    {
        List<FoundPicture> found = [];
        foreach (var top in Folders(folder.Root))
        {
            if (SplitNames.TryRead(Path.GetFileName(top), out var split))
            {
                foreach (var inner in Folders(top))
                {
                    found.AddRange(OfClass(folder, inner, split, labels, skipped));
                }
            }
            else
            {
                found.AddRange(OfClass(folder, top, null, labels, skipped));
            }
        }

        return found;
    }

    private static IEnumerable<FoundPicture> OfClass(InputFolder folder, string classFolder, string? split, LabelMap labels, ICollection<string> skipped)
    {
        var below = ManifestWriter.Relative(folder.Root, classFolder) + "/";
        foreach (var file in Directory.EnumerateFiles(classFolder, "*", Deep).Order(StringComparer.Ordinal))
        {
            if (!ClassFolders.IsPicture(file) || !labels.TryFind(Path.GetFileName(classFolder), out var label))
            {
                continue;
            }

            if (folder.TryFind(file, out var path, out var problem))
            {
                yield return new FoundPicture(path, ManifestWriter.Relative(folder.Root, file), label, Split: split) { ClassFolder = below };
            }
            else
            {
                skipped.Add(problem);
            }
        }
    }

    private static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder, "*", Plain).Order(StringComparer.Ordinal);
}
