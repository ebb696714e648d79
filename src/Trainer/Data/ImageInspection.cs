using System.Security.Cryptography;
using System.Text;
using Defects.Shared.Imaging;

namespace Defects.Trainer.Data;

/// <summary>Looks at every file of a data set once: can it be decoded, what are its bytes, and what does it look like.</summary>
/// <param name="Readable">The images that decode, in the order given.</param>
/// <param name="Unreadable">Paths of those that do not, or cannot be read.</param>
/// <param name="Sha256">Over the rows and files of the readable ones, whatever their order; lower-case hexadecimal.</param>
/// <param name="Pictures">What the readable ones look like, by path.</param>
public sealed record ImageInspection(
    IReadOnlyList<LabelledImage> Readable, IReadOnlyList<string> Unreadable, string Sha256, IReadOnlyDictionary<string, PictureFingerprint> Pictures)
{
    public static ImageInspection Of(IReadOnlyList<LabelledImage> images)
    {
        var hashes = new string?[images.Count];
        var pictures = new PictureFingerprint?[images.Count];
        Parallel.For(0, images.Count, i =>
        {
            var bytes = PictureFile.TryRead(images[i].Path);
            using var frame = FramePreprocessing.TryDecode(bytes);
            pictures[i] = frame is null ? null : PictureFingerprint.Of(frame);
            hashes[i] = frame is null ? null : Convert.ToHexStringLower(SHA256.HashData(bytes));
        });

        var readable = Enumerable.Range(0, images.Count).Where(i => hashes[i] is not null).ToList();
        // Paths are left out: the same pictures in another folder are the same data.
        var lines = readable
            .Select(i => $"{hashes[i]},{images[i].Label.Id},{images[i].Group},{images[i].Source},{images[i].Licence},{images[i].Split}{Boxes(images[i])}{(images[i].Auxiliary ? ",auxiliary" : "")}\n")
            .Order(StringComparer.Ordinal);
        return new ImageInspection(
            [.. readable.Select(i => images[i])],
            [.. Enumerable.Range(0, images.Count).Where(i => hashes[i] is null).Select(i => images[i].Path)],
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines)))),
            readable.DistinctBy(i => images[i].Path).ToDictionary(i => images[i].Path, i => pictures[i]!));
    }

    private static string Boxes(LabelledImage image) =>
        string.Concat(image.Boxes.Select(b => FormattableString.Invariant($",{b.X} {b.Y} {b.Width} {b.Height}")));
}
