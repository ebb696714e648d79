namespace Defects.Trainer.Data;

/// <summary>Groups that show nearly the same picture are one: parted, one would tell what was learnt of the other by heart.</summary>
public static class LinkedGroups
{
    /// <returns>For each group the name of the group it becomes: the first of those that hang together.</returns>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<LabelledImage> rows, IReadOnlyDictionary<string, PictureFingerprint> pictures)
    {
        var parent = rows.Select(row => row.Group).Distinct().ToDictionary(group => group, group => group);
        string Root(string group)
        {
            while (parent[group] != group)
            {
                group = parent[group] = parent[parent[group]];
            }

            return group;
        }

        // Groups of test sets stay as they are: intervals are drawn over them, and none of them can leak into another.
        foreach (var (first, second) in NearDuplicates.Find(rows, pictures, (a, b) => !(Splits.IsTest(a.Split) && Splits.IsTest(b.Split))))
        {
            var (a, b) = (Root(first.Group), Root(second.Group));
            var (low, high) = string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
            parent[high] = low;
        }

        return parent.Keys.ToDictionary(group => group, Root);
    }
}
