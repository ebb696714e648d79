namespace Defects.Agent.Inference;

/// <summary>A provider that was tried and not taken.</summary>
/// <param name="Provider">tensorrt or cuda.</param>
/// <param name="Reason">In plain words.</param>
internal sealed record ProviderRefusal(string Provider, string Reason);
