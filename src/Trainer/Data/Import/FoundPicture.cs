using Defects.Shared.Classes;

namespace Defects.Trainer.Data.Import;

/// <summary>One labelled picture as another tool's export names it; what it does not say is null.</summary>
/// <param name="File">Full path of an existing file.</param>
/// <param name="Name">Its path in the export, another for every file; a group may be derived from it.</param>
/// <param name="Label">What it shows.</param>
/// <param name="Group">Print, camera or photo cluster.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Licence">The terms.</param>
/// <param name="Split">A known split.</param>
public sealed record FoundPicture(
    string File, string Name, DefectClass Label, string? Group = null, string? Source = null, string? Licence = null, string? Split = null)
{
    /// <summary>How <see cref="Name"/> begins where a folder is the label, slash included: <c>train/good/</c>.</summary>
    public string ClassFolder { get; init; } = "";

    /// <summary>Where defects are, as far as the export says.</summary>
    public IReadOnlyList<FoundBox> Boxes { get; init; } = [];
}
