namespace Defects.Trainer.Export;

/// <summary>The exported graph computes something else than the network it was made from; it must not be served.</summary>
public sealed class ParityException(string message) : Exception(message);
