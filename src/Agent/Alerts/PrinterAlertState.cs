using System.Collections.Immutable;
using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>All that is remembered of one printer between two frames.</summary>
/// <param name="Cameras">What each camera has seen.</param>
/// <param name="Classes">The alert of each class.</param>
/// <param name="Snoozed">Until when a class begins no alert and tells no update.</param>
internal sealed record PrinterAlertState(
    ImmutableDictionary<string, CameraEvidence> Cameras,
    ImmutableDictionary<DefectClass, ClassAlert> Classes,
    ImmutableDictionary<DefectClass, DateTimeOffset> Snoozed)
{
    public static readonly PrinterAlertState Start = new([], [], []);

    public IEnumerable<OpenAlert> Open => Classes.Values.Select(alert => alert.Open).OfType<OpenAlert>();

    /// <returns>Until when nothing is told of a class whose alert a person called false, unless its evidence lets go before; null where it is told.</returns>
    public DateTimeOffset? DismissedUntil(DefectClass item, DateTimeOffset now) =>
        Classes.GetValueOrDefault(item) is { Open: null, Latch.IsOpen: true, DismissedUntil: { } until } && Quiet.IsUntil(until, OperatorAnswers.LongestDismissal, now) ? until : null;

    public bool IsSnoozed(DefectClass item, DateTimeOffset now) =>
        Snoozed.TryGetValue(item, out var until) && Quiet.IsUntil(until, OperatorAnswers.LongestSnooze, now);
}
