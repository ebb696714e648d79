using Defects.Shared.Classes;

namespace Defects.Trainer.Data.Import;

/// <summary>Pictures with groups and splits: rows for a manifest.</summary>
/// <param name="Rows">In the order of the pictures.</param>
/// <param name="Notes">What a person should know of them.</param>
public sealed record SplitPlan(IReadOnlyList<LabelledImage> Rows, IReadOnlyList<string> Notes)
{
    private static readonly IReadOnlyList<string> Parts = [Splits.Train, Splits.Validation, Splits.Test];

    /// <summary>
    /// Groups that show nearly the same picture become one. A group with a split keeps it, rows that join it follow it, and all
    /// others are dealt whole, so that each split gets its share of every class and source.
    /// </summary>
    /// <param name="found">Readable pictures.</param>
    /// <param name="source">The source of pictures that name none.</param>
    /// <param name="licence">The licence of pictures that name none.</param>
    /// <param name="groupBy">For pictures that name no group.</param>
    /// <param name="pictures">What they look like, by path.</param>
    /// <exception cref="DatasetException">Rows of one group, or of groups that show the same, are in two splits already.</exception>
    public static SplitPlan Of(
        IReadOnlyList<FoundPicture> found,
        string source,
        string licence,
        GroupBy groupBy,
        SplitOptions options,
        IReadOnlyDictionary<string, PictureFingerprint> pictures)
    {
        var rows = found.Zip(PictureGroups.Of(found, groupBy), (p, group) => new LabelledImage(
            p.File, p.Label, group, p.Source ?? source, p.Licence ?? licence, KeptSplit(p, options) ?? "")).ToList();
        var merged = LinkedGroups.Of(rows, pictures);
        rows = [.. rows.Select(row => row with { Group = merged[row.Group] })];

        var kept = rows.Where(row => row.Split.Length > 0).GroupBy(row => row.Group).ToDictionary(g => g.Key, g => g.Select(row => row.Split).Distinct().ToList());
        var torn = kept.Where(g => g.Value.Count > 1)
            .Select(g => $"group {g.Key}{Members(g.Key, merged)} is in the splits {string.Join(" and ", g.Value)}; take rows out, deal all anew "
                + "(data split --resplit), or, where it is not one print, make each picture a group (--group-by picture)").ToList();
        if (torn.Count > 0)
        {
            throw new DatasetException(torn);
        }

        var split = kept.ToDictionary(g => g.Key, g => g.Value[0]);
        double[] shares = options.Test > 0 ? [1 - options.Validation - options.Test, options.Validation, options.Test] : [1 - options.Validation, options.Validation];
        var dealt = rows.Where(row => split.GetValueOrDefault(row.Group, Splits.Train) is var s && Parts.Take(shares.Length).Contains(s)).ToList();
        var settled = split.Where(g => Parts.Take(shares.Length).Contains(g.Value)).ToDictionary(g => g.Key, g => Parts.Index().First(part => part.Item == g.Value).Index);
        foreach (var (group, part) in GroupAllocation.Assign(dealt, shares, options.Seed, settled))
        {
            split[group] = Parts[part];
        }

        rows = [.. rows.Select(row => row with { Split = split[row.Group] })];
        return new SplitPlan(rows, [.. MergeNotes(merged), .. Missing(rows, shares.Length)]);
    }

    private static string? KeptSplit(FoundPicture picture, SplitOptions options) =>
        options.Anew && Parts.Contains(picture.Split) ? null : picture.Split;

    private static IEnumerable<string> MergeNotes(IReadOnlyDictionary<string, string> merged) =>
        merged.Where(g => g.Key != g.Value).Select(g => g.Value).Distinct().Order(StringComparer.Ordinal)
            .Select(group => $"group {group}{Members(group, merged)}: one group, since they show nearly the same picture");

    private static string Members(string group, IReadOnlyDictionary<string, string> merged)
    {
        var members = merged.Where(g => g.Value == group && g.Key != group).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
        return members.Count == 0 ? "" : $" with {string.Join(", ", members.Take(5))}{(members.Count > 5 ? $" and {members.Count - 5} more" : "")}";
    }

    private static IEnumerable<string> Missing(IReadOnlyCollection<LabelledImage> rows, int parts) =>
        from label in DefectClass.All
        let ofClass = rows.Where(row => row.Label == label).ToList()
        where ofClass.Count > 0
        from part in Parts.Take(parts)
        where ofClass.All(row => row.Split != part)
        select $"{part} has no {label}: its {ofClass.Count} picture(s) are of {ofClass.Select(row => row.Group).Distinct().Count()} group(s), and a group is never parted";
}
