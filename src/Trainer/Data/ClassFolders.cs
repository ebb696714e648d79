using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Defects.Shared.Classes;

namespace Defects.Trainer.Data;

/// <summary>
/// Reads a folder that has one folder for each class (<c>good/</c>, <c>spaghetti/</c>, ...). The split of a group follows from
/// its name alone: the same files always fall alike, and files that are added later move none.
/// </summary>
public static partial class ClassFolders
{
    /// <summary>Shares of the groups: 70 % train, 15 % validation, 15 % test.</summary>
    private const int TrainPercent = 70;

    private const int ValidationPercent = 15;

    /// <param name="folder">Holds the class folders.</param>
    /// <param name="problems">Takes a line for each folder whose name is no class.</param>
    public static IReadOnlyList<LabelledImage> Read(string folder, ICollection<string> problems)
    {
        var images = new List<LabelledImage>();
        var source = new DirectoryInfo(folder).Name;
        foreach (var classFolder in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(classFolder);
            if (!DefectClass.TryFromName(name, out var label))
            {
                problems.Add($"{classFolder}: '{name}' is no class; the classes are {string.Join(", ", DefectClass.All)}");
                continue;
            }

            images.AddRange(Directory.EnumerateFiles(classFolder, "*", SearchOption.AllDirectories)
                .Where(IsPicture)
                .Order(StringComparer.Ordinal)
                .Select(file => (File: file, Group: GroupOf(Path.GetRelativePath(classFolder, file))))
                .Select(item => new LabelledImage(item.File, label, item.Group, source, "not stated", SplitOf(item.Group))));
        }

        return images;
    }

    /// <summary>
    /// A folder below the class is a group. A file of its own is one with the others of its name up to a frame number:
    /// <c>benchy_0001.jpg</c> and <c>benchy_0002.jpg</c> are both of <c>benchy</c>.
    /// </summary>
    internal static string GroupOf(string relative)
    {
        var folder = Path.GetDirectoryName(relative)!;
        if (folder.Length > 0)
        {
            return folder.Replace('\\', '/');
        }

        var stem = Path.GetFileNameWithoutExtension(relative);
        var print = FrameNumber().Replace(stem, "");
        return print.Length > 0 ? print : stem;
    }

    /// <summary>Whether the name ends like that of a picture.</summary>
    internal static bool IsPicture(string file) => Picture().IsMatch(file);

    internal static string SplitOf(string group)
    {
        var share = SHA256.HashData(Encoding.UTF8.GetBytes(group))[0] * 100 / 256;
        return share < TrainPercent ? Splits.Train : share < TrainPercent + ValidationPercent ? Splits.Validation : Splits.Test;
    }

    [GeneratedRegex(@"\.(jpe?g|png|webp|bmp)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    [GeneratedRegex(@"[-_ ]+\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex FrameNumber();
}
