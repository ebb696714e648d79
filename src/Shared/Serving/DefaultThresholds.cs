using Defects.Shared.Bundles;

namespace Defects.Shared.Serving;

/// <summary>What a model's alerts begin and end by where nobody says otherwise.</summary>
public static class DefaultThresholds
{
    /// <summary>
    /// No alert begins by default from less evidence, whatever lower threshold a model has from photos: there a class may be told from 0.33 on,
    /// for the sake of recall, and over hours of good printing that alarms falsely again and again. Chosen by <c>./bench.sh replay --role choose</c>
    /// (<c>docs/replay.md</c>).
    /// </summary>
    public const double Least = 0.6;

    /// <summary>The model's own thresholds, none below <see cref="Least"/>, resets in proportion.</summary>
    public static IReadOnlyList<ClassThreshold> Of(ModelDescription model) =>
        [.. model.Thresholds.Select(own => own.Set < Least ? own with { Set = Least, Reset = Least * (own.Reset / own.Set) } : own)];
}
