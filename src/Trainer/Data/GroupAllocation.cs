using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Defects.Trainer.Data;

/// <summary>
/// Deals whole groups out to parts of given shares, so that each part holds its share of every class, of every source and of
/// all images. Greedy, the hardest group first, as stratified group k-fold goes (scikit-learn, <c>StratifiedGroupKFold</c>).
/// </summary>
internal static class GroupAllocation
{
    /// <summary>
    /// The cost of a state is the sum over strata and parts of (share of the stratum in the part)^2 / (share of the part), which
    /// is least where every part holds its share of everything. Each group goes where it adds least. A class that has just as
    /// many groups left as there are parts without it goes to those parts, whatever the cost.
    /// </summary>
    /// <param name="images">All images, in any order.</param>
    /// <param name="shares">Size of each part, above 0; they sum to 1.</param>
    /// <param name="seed">Orders groups that are alike.</param>
    /// <param name="settled">The part of a group that must stay where it is.</param>
    /// <returns>The part of each group.</returns>
    public static IReadOnlyDictionary<string, int> Assign(
        IReadOnlyCollection<LabelledImage> images, IReadOnlyList<double> shares, int seed, IReadOnlyDictionary<string, int>? settled = null)
    {
        var strata = images.SelectMany(StrataOf).Distinct().ToDictionary(stratum => stratum, _ => 0);
        foreach (var stratum in images.SelectMany(StrataOf))
        {
            strata[stratum]++;
        }

        var groups = images.GroupBy(image => image.Group).Select(rows => Weighed.Of(rows, strata)).ToList();
        var parts = shares.Select(share => new Part(share)).ToList();
        var result = new Dictionary<string, int>(settled ?? new Dictionary<string, int>());
        foreach (var group in groups.Where(group => result.ContainsKey(group.Name)))
        {
            parts[result[group.Name]].Add(group);
        }

        var open = groups.Where(group => !result.ContainsKey(group.Name))
            .OrderByDescending(group => group.Weight)
            .ThenBy(group => Seed.Of(seed, NumberOf(group.Name)))
            .ThenBy(group => group.Name, StringComparer.Ordinal)
            .ToList();
        var left = open.SelectMany(group => group.Classes).GroupBy(c => c).ToDictionary(c => c.Key, c => c.Count());
        foreach (var group in open)
        {
            var urgent = group.Classes.Where(c => left[c] <= parts.Count(part => !part.Holds(c))).ToList();
            var best = Enumerable.Range(0, parts.Count)
                .OrderByDescending(i => urgent.Count(c => !parts[i].Holds(c)))
                .ThenBy(i => parts[i].CostOf(group))
                .First();
            parts[best].Add(group);
            result[group.Name] = best;
            foreach (var c in group.Classes)
            {
                left[c]--;
            }
        }

        return result;
    }

    private static IEnumerable<(string Kind, string Name)> StrataOf(LabelledImage image) => [("", ""), ClassOf(image), ("source", image.Source)];

    private static (string Kind, string Name) ClassOf(LabelledImage image) => ("class", image.Label.Name);

    // string.GetHashCode differs from run to run.
    private static int NumberOf(string name) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>A group as shares of each stratum, in a fixed order: floating-point sums must not follow the order of rows.</summary>
    private sealed record Weighed(string Name, IReadOnlyList<((string Kind, string Name) Stratum, double Share)> Shares)
    {
        public IReadOnlyList<(string Kind, string Name)> Classes { get; } = [.. Shares.Select(s => s.Stratum).Where(s => s.Kind == "class")];

        /// <summary>What it costs in an empty part of share 1.</summary>
        public double Weight { get; } = Shares.Sum(s => s.Share * s.Share);

        public static Weighed Of(IGrouping<string, LabelledImage> rows, IReadOnlyDictionary<(string Kind, string Name), int> totals) => new(
            rows.Key,
            [
                .. rows.SelectMany(StrataOf).GroupBy(s => s)
                    .Select(s => (Stratum: s.Key, Share: (double)s.Count() / totals[s.Key]))
                    .OrderBy(s => s.Stratum.Kind, StringComparer.Ordinal).ThenBy(s => s.Stratum.Name, StringComparer.Ordinal),
            ]);
    }

    private sealed class Part(double share)
    {
        private readonly Dictionary<(string Kind, string Name), double> _held = [];

        public bool Holds((string Kind, string Name) stratum) => _held.ContainsKey(stratum);

        public double CostOf(Weighed group) => group.Shares.Sum(s => s.Share * (s.Share + 2 * _held.GetValueOrDefault(s.Stratum))) / share;

        public void Add(Weighed group)
        {
            foreach (var (stratum, held) in group.Shares)
            {
                _held[stratum] = _held.GetValueOrDefault(stratum) + held;
            }
        }
    }
}
