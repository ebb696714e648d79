namespace Defects.Agent.Cameras;

/// <summary>Too many captures hang for this process to go on. The message says which camera and what to look at.</summary>
internal sealed class CaptureLeakException(string message) : Exception(message);
