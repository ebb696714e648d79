namespace Defects.Agent.Cameras;

/// <summary>Why a camera gives no frames, in words an operator can act on. Never carries a password or a token.</summary>
internal sealed class CameraException(string message, Exception? inner = null) : Exception(message, inner);
