namespace Defects.Trainer.Data.Import;

/// <summary>What the columns of a table of labels are called; path and label must be there.</summary>
public sealed record CsvColumns(string Path = "path", string Label = "label", string Group = "group", string Split = "split")
{
    public string Source { get; init; } = "source";

    public string Licence { get; init; } = "licence";
}
