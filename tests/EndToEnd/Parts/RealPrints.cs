using System.Globalization;

namespace Defects.EndToEnd.Parts;

/// <summary>The real labelled pictures of <c>$DEFECTS_DATA/prints</c> and the backbone beside them, where they are.</summary>
internal static class RealPrints
{
    public const string Absent = "the real pictures are absent: set DEFECTS_DATA to the folder that holds prints/ and backbones/";

    public const string Header = "path,label_id,label,group,source,licence,split";

    public static string? Folder { get; } = Find("prints/manifest.csv") is { } manifest ? Path.GetDirectoryName(manifest) : null;

    public static string? Backbone { get; } = Find("backbones/mobilenet_v2_imagenet.safetensors");

    public static IEnumerable<Row> Rows() => File.ReadLines(Path.Combine(Folder!, "manifest.csv")).Skip(1).Select(line => Row.Of(line.Split(',')));

    /// <summary>Pictures of a class and split, in manifest order.</summary>
    public static IReadOnlyList<byte[]> Of(int labelId, string split, string source) =>
        [.. Rows().Where(row => row.LabelId == labelId && row.Split == split && row.Source == source).Select(row => File.ReadAllBytes(row.Path))];

    private static string? Find(string name) =>
        Environment.GetEnvironmentVariable("DEFECTS_DATA") is { Length: > 0 } data && File.Exists(Path.Combine(data, name)) ? Path.Combine(data, name) : null;

    /// <param name="Path">Full.</param>
    /// <param name="Line">The row for another manifest.</param>
    internal sealed record Row(string Path, int LabelId, string Source, string Split, string Line)
    {
        public static Row Of(string[] cells)
        {
            var path = System.IO.Path.Combine(Folder!, cells[0]);
            return new Row(path, int.Parse(cells[1], CultureInfo.InvariantCulture), cells[4], cells[6], string.Join(',', [path, .. cells[1..]]));
        }
    }
}
