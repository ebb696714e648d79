using System.Globalization;

namespace Defects.EndToEnd.Parts;

/// <summary>The real labelled pictures of <c>$DEFECTS_DATA/prints</c>, where they are.</summary>
internal static class RealPrints
{
    public static string? Folder { get; } =
        Environment.GetEnvironmentVariable("DEFECTS_DATA") is { Length: > 0 } data && File.Exists(Path.Combine(data, "prints", "manifest.csv"))
            ? Path.Combine(data, "prints")
            : null;

    public const string Absent = "the real pictures are absent: set DEFECTS_DATA to the folder that holds prints/";

    /// <summary>Pictures of a class and split, in manifest order.</summary>
    public static IReadOnlyList<byte[]> Of(int labelId, string split, string? source = null) =>
    [
        .. File.ReadLines(Path.Combine(Folder!, "manifest.csv")).Skip(1)
            .Select(line => line.Split(','))
            .Where(row => row[1] == labelId.ToString(CultureInfo.InvariantCulture) && row[6] == split && (source is null || row[4] == source))
            .Select(row => File.ReadAllBytes(Path.Combine(Folder!, row[0]))),
    ];
}
