namespace Defects.Agent.Commands.Adapt;

/// <summary>A good frame that is not in the reference yet.</summary>
/// <param name="Jpeg">As the model sees it.</param>
internal sealed record ReferencePicture(byte[] Jpeg, DateTimeOffset TakenAt);
