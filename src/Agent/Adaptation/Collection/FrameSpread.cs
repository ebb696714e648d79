using System.Collections.Immutable;

namespace Defects.Agent.Adaptation.Collection;

/// <summary>Which frames of a print are held, so that they are spread over all of it, however long it lasts. Immutable.</summary>
/// <param name="Times">When they were taken, ascending; at most <see cref="Most"/>.</param>
/// <param name="Apart">Least time between two.</param>
internal sealed record FrameSpread(ImmutableArray<DateTimeOffset> Times, TimeSpan Apart)
{
    public const int Most = 20;

    public static FrameSpread Start { get; } = new([], TimeSpan.FromSeconds(30));

    public bool IsDue(DateTimeOffset at) => Times.IsEmpty || at - Times[^1] >= Apart;

    /// <summary>Holds one more frame. Where that is one too many, every second goes, and from then on twice the time lies between two.</summary>
    public FrameSpread With(DateTimeOffset at)
    {
        var times = Times.Add(at);
        return times.Length <= Most ? this with { Times = times } : new([.. times.Where((_, i) => i % 2 == 0)], 2 * Apart);
    }
}
