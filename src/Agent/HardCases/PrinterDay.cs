using System.Collections.Immutable;
using Defects.Shared.Imaging;

namespace Defects.Agent.HardCases;

/// <summary>What has been kept of one printer on one day (UTC). Immutable: each step gives the next state.</summary>
/// <param name="Hashes">Perceptual hashes of the frames kept.</param>
/// <param name="LastLook">Time of the last frame that was kept, found to be one of those kept already, or could not be.</param>
internal sealed record PrinterDay(DateOnly Day, ImmutableArray<ulong> Hashes, DateTimeOffset? LastLook)
{
    public static PrinterDay Empty { get; } = new(default, [], null);

    /// <summary>The quota is not used up and the last look is long enough ago. Costs nothing, so it is asked first.</summary>
    public bool HasRoom(DateTimeOffset at, KeepingRules rules) =>
        On(at).Hashes.Length < rules.DailyQuota

        // A clock that was set back must not close the door until it has caught up.
        && (LastLook is not { } last || (at - last).Duration() >= rules.Spacing);

    /// <summary>No frame kept that day looks like this one.</summary>
    public bool IsNew(ulong hash, DateTimeOffset at, KeepingRules rules) =>
        !On(at).Hashes.Any(kept => kept == hash || PerceptualHash.Distance(kept, hash) < rules.MinHashDistance);

    public PrinterDay Kept(ulong hash, DateTimeOffset at)
    {
        var day = On(at);
        return day with { Hashes = day.Hashes.Add(hash), LastLook = at };
    }

    public PrinterDay Passed(DateTimeOffset at) => On(at) with { LastLook = at };

    private PrinterDay On(DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(at.UtcDateTime);
        return day == Day ? this : new PrinterDay(day, [], LastLook);
    }
}
