using Defects.Shared.Classes;

namespace Defects.Agent.Replay;

/// <summary>What a score log is of: who scored it, what was filmed, and what is known to have gone wrong.</summary>
internal sealed record ScoreLogHeader
{
    /// <summary>The schema this program writes and reads.</summary>
    public const int CurrentSchema = 1;

    public static readonly TimeSpan LongestDuration = TimeSpan.FromDays(30);
    public static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);
    private const int MostCameras = 16;
    private const int LongestText = 1000;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>SHA-256 of the bundle's model file, as its manifest states it: scores of different models do not go together.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The classes in the order of a frame's probabilities.</summary>
    public required IReadOnlyList<DefectClass> Classes { get; init; }

    /// <summary>The printer's cameras, 1 to 16, in the order of their numbers.</summary>
    public required IReadOnlyList<string> Cameras { get; init; }

    /// <summary>Time between two frames of a camera, above 0, at most <see cref="LongestInterval"/>.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>Where the frames are from, for people.</summary>
    public required string Source { get; init; }

    /// <summary>Of a simulated print; null for a recorded one.</summary>
    public int? Seed { get; init; }

    /// <summary>When each failure began, from the start of the log; empty for a print that was good throughout.</summary>
    public required IReadOnlyDictionary<DefectClass, TimeSpan> Onsets { get; init; }

    /// <summary>From the first frame to the end of the last, above 0, at most <see cref="LongestDuration"/>.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>For how long nothing was wrong: an alert in that time is a false alarm.</summary>
    public TimeSpan GoodFor() => Onsets.Values.Append(Duration).Min();

    /// <returns>What is wrong with it, or null.</returns>
    public string? Problem() =>
        Schema != CurrentSchema ? $"schema {Schema}; expected {CurrentSchema}"
        : ModelSha256 is not { Length: 64 } || !ModelSha256.All(char.IsAsciiHexDigit) ? "a model's SHA-256 that is none"
        : Classes is not { Count: >= 2 } || Classes.Contains(null!) || Classes.Distinct().Count() != Classes.Count ? "classes that are fewer than two or named twice"
        : Cameras is not { Count: >= 1 and <= MostCameras } || Cameras.Any(name => name is not { Length: > 0 and <= LongestText })
            ? $"cameras without a name, none, or more than {MostCameras}"
        : Source is not { Length: <= LongestText } ? $"no source, or one of more than {LongestText} characters"
        : Interval <= TimeSpan.Zero || Interval > LongestInterval ? $"interval {Interval}; expected above 0, at most {LongestInterval}"
        : Duration <= TimeSpan.Zero || Duration > LongestDuration ? $"duration {Duration}; expected above 0, at most {LongestDuration}"
        : Onsets is null || Onsets.Any(onset => !onset.Key.IsDefect || onset.Value < TimeSpan.Zero || onset.Value > Duration)
            ? "an onset of no defect, or one outside of the log"
        : null;
}
