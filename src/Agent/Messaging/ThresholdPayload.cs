namespace Defects.Agent.Messaging;

/// <summary>The rule in force.</summary>
/// <param name="Set">Evidence from which an alert may begin.</param>
/// <param name="Reset">Evidence below which it may end.</param>
/// <param name="HoldS">Seconds for which the set threshold had to be held.</param>
internal sealed record ThresholdPayload(double Set, double Reset, double HoldS);
