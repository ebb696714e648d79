namespace Defects.Agent.Messaging;

/// <summary>A bundle that the alias points at and that is not served.</summary>
/// <param name="Folder">The bundle's.</param>
/// <param name="Reason">What was found, what was expected and how to mend it.</param>
/// <param name="At">When it was refused.</param>
internal sealed record RefusedModelPayload(string Folder, string Reason, DateTimeOffset At);
