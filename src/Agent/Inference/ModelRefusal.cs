namespace Defects.Agent.Inference;

/// <summary>A bundle that the alias points at and that is not served.</summary>
/// <param name="Target">Its folder.</param>
/// <param name="Reason">What was found, what was expected and how to mend it.</param>
/// <param name="At">When it was refused.</param>
internal sealed record ModelRefusal(string Target, string Reason, DateTimeOffset At);
