namespace Defects.Shared.HardCases;

/// <summary>A kept frame on disk.</summary>
/// <param name="Bytes">What both files take.</param>
public sealed record HardCase(HardCaseRecord Record, string RecordFile, string ImageFile, long Bytes)
{
    /// <summary>The training group: frames of one job, or of one printer and day, never part in two splits.</summary>
    public string Group => $"{Record.Printer}/{Record.Job ?? $"{Record.Time.UtcDateTime:yyyy-MM-dd}"}";
}
