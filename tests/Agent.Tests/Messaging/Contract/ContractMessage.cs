namespace Defects.Agent.Tests.Messaging.Contract;

/// <summary>One message of a channel.</summary>
/// <param name="Name">Its name in asyncapi.yaml.</param>
/// <param name="ContentType">What its bytes are.</param>
/// <param name="Schema">The file of its JSON Schema; null where it is no JSON.</param>
internal sealed record ContractMessage(string Name, string ContentType, string? Schema);
