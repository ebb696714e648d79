using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Defects.Trainer.Data.Import;

/// <summary>
/// "CVAT for images 1.1": XML with an <c>image</c> for each picture. Its tag is the label; without tag its boxes are, where all
/// are of one class; a box of what is no class, such as the nozzle, says nothing. A picture with neither is not labelled: nobody said that it is
/// good.
/// </summary>
internal static class CvatImport
{
    // No DTD: an entity may grow without bound, or read a file.
    private static readonly XmlReaderSettings Hardened = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <exception cref="DatasetException">It is not such an export.</exception>
    public static IReadOnlyList<FoundPicture> Read(string file, InputFolder folder, LabelMap labels, ICollection<string> skipped)
    {
        using var stream = ImportText.Open(file);
        try
        {
            using var xml = XmlReader.Create(stream, Hardened);
            List<FoundPicture> found = [];
            if (xml.MoveToContent() != XmlNodeType.Element || xml.Name != "annotations")
            {
                throw new DatasetException([$"{file}: no element annotations at the top; expected CVAT's export format 'CVAT for images 1.1'"]);
            }

            while (!xml.EOF)
            {
                if (xml is not { NodeType: XmlNodeType.Element, Name: "image", Depth: 1 })
                {
                    xml.Read();
                }
                else if (Image((XElement)XNode.ReadFrom(xml), file, folder, labels, skipped) is { } picture)
                {
                    found.Add(picture);
                }
            }

            return found;
        }
        catch (XmlException e)
        {
            throw new DatasetException([$"{file}: not XML that is read here ({e.Message})"]);
        }
    }

    private static FoundPicture? Image(XElement image, string file, InputFolder folder, LabelMap labels, ICollection<string> skipped)
    {
        var name = (string?)image.Attribute("name") ?? "";
        FoundPicture? Skip(string why)
        {
            skipped.Add($"{file}: image '{name}': {why}");
            return null;
        }

        if (!folder.TryFind(name, out var path, out var problem) && !folder.TryFind($"images/{name}", out path, out _))
        {
            return Skip(problem);
        }

        var boxes = image.Elements("box").Select(box => (Word: (string?)box.Attribute("label") ?? "", Found: Box(box, image, labels))).Where(box => box.Found is not null).ToList();
        var tags = image.Elements("tag").Select(tag => (string?)tag.Attribute("label") ?? "").ToList();
        if (labels.OnlyOne(tags.Count > 0 ? tags : boxes.Select(box => box.Word), out var several) is not { } shown)
        {
            return Skip(several ?? "neither a tag nor a box of a known class");
        }

        return new FoundPicture(path, name, shown, Split: SplitNames.TryRead((string?)image.Attribute("subset") ?? "", out var split) ? split : null)
        {
            Boxes = [.. boxes.Select(box => box.Found!).Where(box => box.Label == shown)],
        };
    }

    private static FoundBox? Box(XElement box, XElement image, LabelMap labels)
    {
        var (left, top, right, bottom) = (Number(box, "xtl"), Number(box, "ytl"), Number(box, "xbr"), Number(box, "ybr"));
        var (width, height) = (Number(image, "width"), Number(image, "height"));
        // Annotators draw over the edge; what is within the picture counts. Comparisons with NaN are false.
        var (x, y) = (Math.Max(0, left / width), Math.Max(0, top / height));
        var (w, h) = (Math.Min(1, right / width) - x, Math.Min(1, bottom / height) - y);
        return labels.TryFind((string?)box.Attribute("label") ?? "", out var label) && width > 0 && height > 0 && w > 0 && h > 0
            ? new FoundBox(label, x, y, w, h)
            : null;
    }

    private static double Number(XElement element, string attribute) =>
        double.TryParse((string?)element.Attribute(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
