namespace Defects.Agent.Devices;

/// <summary>Why a camera gives no frames, in words an operator can act on. Never carries a password or a token.</summary>
internal sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
