namespace Defects.Agent.Inference;

/// <summary>A provider, or ONNX Runtime itself, that cannot be used here. The message says why.</summary>
internal sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);
