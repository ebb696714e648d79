using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Defects.Shared.Classes;

/// <summary>
/// One of the five things a frame can show. Ids are stable, need not be contiguous, and are what crosses every boundary
/// (files, MQTT, the model bundle); a position in an array never does.
/// </summary>
[JsonConverter(typeof(DefectClassJsonConverter))]
public sealed class DefectClass
{
    public static readonly DefectClass Good = new(0, "good", "Good", Severity.None);
    public static readonly DefectClass UnderExtrusion = new(1, "under_extrusion", "Under-extrusion", Severity.Warn);
    public static readonly DefectClass Stringing = new(2, "stringing", "Stringing", Severity.Warn);

    /// <summary>Reserved: accepted in data, absent from a model whose training data has none.</summary>
    public static readonly DefectClass OverExtrusion = new(3, "over_extrusion", "Over-extrusion", Severity.Warn);

    public static readonly DefectClass Spaghetti = new(4, "spaghetti", "Spaghetti", Severity.Fail);

    private DefectClass(int id, string name, string displayName, Severity severity)
    {
        Id = id;
        Name = name;
        DisplayName = displayName;
        Severity = severity;
    }

    /// <summary>Every class this project knows, by ascending id.</summary>
    public static IReadOnlyList<DefectClass> All { get; } = [Good, UnderExtrusion, Stringing, OverExtrusion, Spaghetti];

    /// <summary>The stable id: 0, 1, 2, 3 or 4.</summary>
    public int Id { get; }

    /// <summary>The name in files, topics and configuration, for example <c>under_extrusion</c>.</summary>
    public string Name { get; }

    /// <summary>What an operator reads, for example <c>Under-extrusion</c>.</summary>
    public string DisplayName { get; }

    public Severity Severity { get; }

    public bool IsDefect => Severity != Severity.None;

    /// <exception cref="ArgumentOutOfRangeException">No class has that id.</exception>
    public static DefectClass FromId(int id) =>
        TryFromId(id, out var found)
            ? found
            : throw new ArgumentOutOfRangeException(nameof(id), id, $"There is no class {id}; the ids are {Join(c => $"{c.Id}")}.");

    /// <exception cref="ArgumentException">No class has that name.</exception>
    public static DefectClass FromName(string name) =>
        TryFromName(name, out var found)
            ? found
            : throw new ArgumentException($"There is no class '{name}'; the classes are {Join(c => c.Name)}.", nameof(name));

    public static bool TryFromId(int id, [NotNullWhen(true)] out DefectClass? found) =>
        (found = All.FirstOrDefault(c => c.Id == id)) is not null;

    public static bool TryFromName(string name, [NotNullWhen(true)] out DefectClass? found) =>
        (found = All.FirstOrDefault(c => c.Name == name)) is not null;

    public override string ToString() => Name;

    private static string Join(Func<DefectClass, string> part) => string.Join(", ", All.Select(part));
}
