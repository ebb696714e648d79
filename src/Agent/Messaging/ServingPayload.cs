namespace Defects.Agent.Messaging;

/// <summary>Which model is served, what it runs on, and what was tried and refused.</summary>
/// <param name="Model">The one that is served.</param>
/// <param name="Provider">tensorrt, cuda or cpu.</param>
/// <param name="ProviderRefusals">Why nothing faster, by provider.</param>
/// <param name="RefusedModel">The newest bundle of the alias where it is not served; absent while it is.</param>
internal sealed record ServingPayload(
    ModelPayload Model, string Provider, IReadOnlyDictionary<string, string> ProviderRefusals, RefusedModelPayload? RefusedModel);
