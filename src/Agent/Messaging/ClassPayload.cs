namespace Defects.Agent.Messaging;

/// <summary>One class of a printer.</summary>
/// <param name="Probability">Calibrated, of the last frame.</param>
/// <param name="Evidence">0 to 1; absent for good.</param>
/// <param name="Threshold">Evidence from which an alert may begin; absent for good.</param>
/// <param name="ModelThreshold">The one by default: that which the model was shipped with, or the least there is.</param>
/// <param name="SnoozedUntil">Until then no alert of it begins; absent where it is not silenced.</param>
/// <param name="DismissedUntil">
/// Its alert was called false, and its evidence has not let go since: until then, or until it does, no alert of it begins; absent otherwise.
/// </param>
internal sealed record ClassPayload(double Probability, double? Evidence, double? Threshold, double? ModelThreshold = null, DateTimeOffset? SnoozedUntil = null, DateTimeOffset? DismissedUntil = null);
