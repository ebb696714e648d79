using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Defects.Trainer.Data.Import;

/// <summary>What an export held.</summary>
/// <param name="Found">Labelled pictures that can be read.</param>
/// <param name="Pictures">What they look like, by path.</param>
/// <param name="Skipped">The rest, each with the reason.</param>
public sealed record PictureImport(
    IReadOnlyList<FoundPicture> Found, IReadOnlyDictionary<string, PictureFingerprint> Pictures, IReadOnlyList<string> Skipped)
{
    private static readonly string[] BoxColumns = ["path", "label_id", "x", "y", "width", "height"];

    /// <param name="format">What <paramref name="input"/> is.</param>
    /// <param name="input">The file of an export, or for folders the folder.</param>
    /// <param name="folder">Where its pictures are.</param>
    /// <exception cref="DatasetException">The export cannot be read at all.</exception>
    public static PictureImport Read(ImportFormat format, string input, InputFolder folder, CsvColumns columns, LabelMap labels)
    {
        List<string> skipped = [];
        var named = format switch
        {
            ImportFormat.Folders => ClassFolderImport.Read(folder, labels, skipped),
            ImportFormat.Csv => CsvImport.Read(input, columns, folder, labels, skipped),
            ImportFormat.LabelStudio => LabelStudioImport.Read(input, folder, labels, skipped),
            ImportFormat.Cvat => CvatImport.Read(input, folder, labels, skipped),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no such format"),
        };

        var once = named.GroupBy(picture => picture.File).ToList();
        var clear = once.Where(rows => rows.Select(row => row.Label).Distinct().Count() == 1).Select(rows => rows.First()).ToList();
        skipped.AddRange(once.Where(rows => rows.Select(row => row.Label).Distinct().Count() > 1)
            .Select(rows => $"{rows.Key}: several labels: {string.Join(", ", rows.Select(row => row.Label).Distinct())}"));

        // The inspection goes by rows of a manifest; what is not known yet does not matter to it.
        var inspection = ImageInspection.Of([.. clear.Select(p => new LabelledImage(p.File, p.Label, "", "", "", ""))]);
        skipped.AddRange(inspection.Unreadable.Select(file => $"{file}: not a complete image"));
        return new PictureImport(
            [.. clear.Where(picture => inspection.Pictures.ContainsKey(picture.File))], inspection.Pictures, [.. labels.Unknown, .. skipped]);
    }

    /// <summary>Copies pictures to <c>images/CLASS/</c>; a name that is taken gets a few digits of a hash of the path it came from.</summary>
    public PictureImport CopyTo(string folder)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var copied = Found.Select(picture =>
        {
            var name = $"images/{picture.Label}/{Path.GetFileName(picture.File)}";
            if (!taken.Add(name))
            {
                var digits = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(picture.Name)))[..8];
                name = $"images/{picture.Label}/{Path.GetFileNameWithoutExtension(picture.File)}-{digits}{Path.GetExtension(picture.File)}";
                taken.Add(name);
            }

            var copy = Path.Combine(Path.GetFullPath(folder), name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(picture.File, copy, overwrite: true);
            return (picture.File, Copy: picture with { File = copy });
        }).ToList();
        return this with { Found = [.. copied.Select(c => c.Copy)], Pictures = copied.ToDictionary(c => c.Copy.File, c => Pictures[c.File]) };
    }

    /// <summary>
    /// Writes <c>boxes.csv</c> beside the manifest, where there are boxes. Where there are none, one of an earlier import is set aside: its boxes
    /// would go to new pictures of the same path.
    /// </summary>
    /// <returns>Where that is now; null where there was none.</returns>
    public static string? WriteBoxes(string file, IReadOnlyList<FoundPicture> found)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var rows = found.SelectMany(picture => picture.Boxes.Select(box => (string[])
            [ManifestWriter.Relative(folder, picture.File), Text(box.Label.Id), Text(box.X), Text(box.Y), Text(box.Width), Text(box.Height)])).ToList();
        if (rows.Count > 0)
        {
            ManifestWriter.WriteRows(file, rows.Prepend(BoxColumns));
            return null;
        }

        if (!File.Exists(file))
        {
            return null;
        }

        File.Move(file, file + ".old", overwrite: true);
        return file + ".old";
    }

    private static string Text(double number) => Math.Round(number, 6).ToString(CultureInfo.InvariantCulture);
}
