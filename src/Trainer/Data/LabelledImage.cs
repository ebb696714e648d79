using Defects.Shared.Classes;
using Defects.Shared.Imaging;

namespace Defects.Trainer.Data;

/// <summary>One row of a manifest.</summary>
/// <param name="Path">Full path of the image.</param>
/// <param name="Label">What it shows.</param>
/// <param name="Group">Print, camera or photo cluster: never parted by a split.</param>
/// <param name="Source">Where it came from, for results per source.</param>
/// <param name="Licence">Under what terms; only open ones may be in weights that ship.</param>
/// <param name="Split"><c>train</c>, <c>val</c>, <c>test</c>, or the name of a test-only set, which begins with <c>test_</c>.</param>
public sealed record LabelledImage(string Path, DefectClass Label, string Group, string Source, string Licence, string Split)
{
    /// <summary>Whether it only ever trains: simulated frames beside real ones, for example, on which nobody wants to be judged.</summary>
    public bool Auxiliary { get; init; }

    /// <summary>Where its defect is; none where nobody has drawn any.</summary>
    public IReadOnlyList<DefectBox> Boxes { get; init; } = [];
}
