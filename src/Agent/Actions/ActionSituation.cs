using Defects.Agent.Alerts;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Actions;

/// <summary>What the ladder decides from.</summary>
/// <param name="Open">All open alerts.</param>
/// <param name="Alerts">Those for which the print that goes on is to be paused and that nobody has silenced, with their countdowns, the most urgent first.</param>
/// <param name="Activity">What the printer is doing, by its own word.</param>
/// <param name="IsArmed">Whether the printer may really be paused.</param>
internal sealed record ActionSituation(
    IReadOnlyCollection<Ulid> Open, IReadOnlyList<(Ulid Id, DefectClass Class, TimeSpan Countdown)> Alerts, PrinterActivity Activity, bool IsArmed)
{
    /// <summary>How long ago the evidence may have let go without anything having been seen since. A camera that went blind shows no recovery.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <param name="overAt">When the print before was over, where none is known to have begun since: what began before that is of that print.</param>
    public static ActionSituation Of(PrinterAlertState alerts, PrinterActivity activity, bool isArmed, DateTimeOffset now, DateTimeOffset? overAt = null) => new(
        [.. alerts.Open.Select(open => open.Id)],
        [
            .. from open in alerts.Open
               where open.Rule.Countdown is not null && !alerts.IsSnoozed(open.Rule.Class, now) && !(open.BeganAt <= overAt)
               orderby open.Rule.Class.Severity descending, open.BeganAt
               select (open.Id, open.Rule.Class, open.Rule.Countdown!.Value),
        ],
        activity,
        isArmed)
    {
        Acknowledged = [.. alerts.Open.Where(open => open.Acknowledged).Select(open => open.Id)],
        Fading = [.. alerts.Classes.Values
            .Where(alert => alert.Latch.Phase == LatchPhase.Releasing && alert.SteppedAt is { } seen && (now - seen).Duration() <= Fresh)
            .Select(alert => alert.Open?.Id).OfType<Ulid>()],
    };

    /// <summary>Those of which a person has said that they know.</summary>
    public IReadOnlyCollection<Ulid> Acknowledged { get; init; } = [];

    /// <summary>Those whose evidence has let go: they end soon, unless it comes back.</summary>
    public IReadOnlyCollection<Ulid> Fading { get; init; } = [];

    /// <summary>A print that could be paused: also where the printer does not say.</summary>
    public bool MayPrint => Activity is not (PrinterActivity.Idle or PrinterActivity.Paused or PrinterActivity.Pausing);

    public bool IsAcknowledged(Ulid? alert) => Acknowledged.Any(id => id == alert);

    public bool IsFading(Ulid? alert) => Fading.Any(id => id == alert);

    /// <summary>The most urgent that has had no action, one that has let go behind all others; null where there is none.</summary>
    public (Ulid Id, DefectClass Class, TimeSpan Countdown)? Next(IReadOnlySet<Ulid> done) => Alerts
        .Where(open => !done.Contains(open.Id))
        .OrderBy(open => IsFading(open.Id))
        .Select(open => ((Ulid, DefectClass, TimeSpan)?)open)
        .FirstOrDefault();

    /// <summary>Silenced or not.</summary>
    public bool IsOpen(Ulid? alert) => Open.Any(id => id == alert);

    /// <summary>It is open, nobody has silenced it, and the print is to be paused for it.</summary>
    public bool Has(Ulid? alert) => Alerts.Any(open => open.Id == alert);
}
