using System.Diagnostics.CodeAnalysis;
using Defects.Shared.Classes;

namespace Defects.Trainer.Data.Import;

/// <summary>From the words of an export to classes; it keeps count of the words that it does not know.</summary>
public sealed class LabelMap
{
    private readonly Dictionary<string, DefectClass> _known;
    private readonly SortedDictionary<string, int> _unknown = new(StringComparer.Ordinal);

    private LabelMap(Dictionary<string, DefectClass> known) => _known = known;

    /// <summary>What was skipped, a line for each unknown label.</summary>
    public IEnumerable<string> Unknown =>
        _unknown.Select(label => $"label '{label.Key}': skipped {label.Value} time(s); "
            + $"to take it: --map \"{label.Key}=CLASS\", CLASS one of {string.Join(", ", DefectClass.All)}");

    /// <summary>The names of the classes, in any case, with spaces or hyphens, and what <paramref name="entries"/> add.</summary>
    /// <param name="entries">Such as <c>stringy=stringing</c>.</param>
    /// <exception cref="DatasetException">An entry is not of that form, or names no class.</exception>
    public static LabelMap Of(IEnumerable<string> entries)
    {
        var known = DefectClass.All.ToDictionary(c => c.Name, c => c);
        List<string> problems = [];
        foreach (var entry in entries)
        {
            var at = entry.LastIndexOf('=');
            if (at > 0 && DefectClass.TryFromName(entry[(at + 1)..].Trim(), out var label))
            {
                known[Plain(entry[..at])] = label;
            }
            else
            {
                problems.Add($"--map {entry}: expected LABEL=CLASS, CLASS one of {string.Join(", ", DefectClass.All)}");
            }
        }

        return problems.Count == 0 ? new LabelMap(known) : throw new DatasetException(problems);
    }

    public bool TryFind(string label, [NotNullWhen(true)] out DefectClass? found)
    {
        if (_known.TryGetValue(Plain(label), out found))
        {
            return true;
        }

        _unknown[label] = _unknown.GetValueOrDefault(label) + 1;
        return false;
    }

    /// <summary>The one class that the words of a picture name, where none of them speaks of another or of what nobody knows.</summary>
    /// <param name="problem">Where several are named: which. Null where there is no word that is known, which <see cref="Unknown"/> tells.</param>
    public DefectClass? OnlyOne(IEnumerable<string> words, out string? problem)
    {
        List<string> unknown = [];
        HashSet<DefectClass> classes = [];
        foreach (var word in words.Distinct())
        {
            if (TryFind(word, out var label))
            {
                classes.Add(label);
            }
            else
            {
                unknown.Add($"'{word}'");
            }
        }

        problem = classes.Count > 0 && classes.Count + unknown.Count > 1 ? $"several labels: {string.Join(", ", classes.Select(c => c.Name).Concat(unknown))}" : null;
        return classes.Count == 1 && unknown.Count == 0 ? classes.Single() : null;
    }

    private static string Plain(string label) => label.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
}
