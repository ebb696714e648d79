namespace Defects.Agent.Bus;

/// <summary>The broker cannot be reached or does not want us; the message says why in plain words.</summary>
internal sealed class BrokerException(string message, Exception? inner = null) : Exception(message, inner);
