namespace Defects.Trainer.Data;

/// <summary>One thing that was found in a data set.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Text">Which picture, row, group or class, and what about it.</param>
public sealed record Finding(FindingKind Kind, string Text)
{
    /// <summary>Whether training, or what is measured afterwards, would lie.</summary>
    public bool IsError => Kind < FindingKind.Unreadable;

    public static string TitleOf(FindingKind kind) => kind switch
    {
        FindingKind.Row => "rows that cannot be used",
        FindingKind.GroupInTwoSplits => "groups in two splits",
        FindingKind.NamedTwice => "files named more than once",
        FindingKind.Class => "classes that could not be learnt or not be judged",
        FindingKind.NearDuplicate =>
            $"nearly the same picture in two splits ({PictureFingerprint.AlikeBits} of 64 hash bits or fewer, "
            + $"thumbnails correlate at {PictureFingerprint.AlikeCorrelation} or more)",
        FindingKind.LabelConflict => "one picture under two labels",
        FindingKind.Unreadable => "not a complete image, skipped",
        FindingKind.Tiny => $"shorter side under {PictureCheck.LeastSide} pixels, half of what a model sees",
        FindingKind.Repeated => "the same picture more than once in a split",
        FindingKind.Absent => "classes absent from a test split; averages there leave them out",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };

    /// <summary>The first <paramref name="most"/> lines, and how many more there are.</summary>
    public static IEnumerable<string> Abridge(IReadOnlyCollection<Finding> findings, int most) =>
        findings.Count <= most
            ? findings.Select(finding => finding.Text)
            : [.. findings.Take(most).Select(finding => finding.Text), $"and {findings.Count - most} more; defects-trainer data check --all lists them"];
}
