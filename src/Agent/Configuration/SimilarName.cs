namespace Defects.Agent.Configuration;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
internal static class SimilarName
{
    /// <returns>The candidate at most two edits away (Levenshtein), ignoring case, dashes and underscores; or null.</returns>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var bare = Bare(name);
        var nearest = candidates.Select(candidate => (candidate, Distance: Distance(bare, Bare(candidate)))).OrderBy(c => c.Distance).FirstOrDefault();
        return nearest.candidate is not null && nearest.Distance <= 2 && nearest.Distance < bare.Length ? nearest.candidate : null;
    }

    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
