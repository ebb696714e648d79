namespace Defects.Trainer.Data;

/// <summary>One line of <c>manifest.csv</c> as it is written, before anything is believed.</summary>
internal sealed record ManifestRow(string Path, string LabelId, string Label, string Group, string Source, string Licence, string Split)
{
    public static IReadOnlyList<string> Columns { get; } = ["path", "label_id", "label", "group", "source", "licence", "split"];
}
