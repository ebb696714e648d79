using Defects.Shared.Classes;

namespace Defects.Trainer.Data.Import;

/// <summary>One labelled picture as another tool's export names it; what it does not say is null.</summary>
/// <param name="File">Full path of an existing file.</param>
/// <param name="Name">Its path in the export (below the class folder where there is one), from which a group may be derived.</param>
/// <param name="Label">What it shows.</param>
/// <param name="Group">Print, camera or photo cluster.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Licence">The terms.</param>
/// <param name="Split">A known split.</param>
public sealed record FoundPicture(
    string File, string Name, DefectClass Label, string? Group = null, string? Source = null, string? Licence = null, string? Split = null)
{
    /// <summary>Where defects are, as far as the export says.</summary>
    public IReadOnlyList<FoundBox> Boxes { get; init; } = [];
}
