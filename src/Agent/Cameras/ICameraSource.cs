using Defects.Agent.Devices;
namespace Defects.Agent.Cameras;

/// <summary>One way to get frames.</summary>
internal interface ICameraSource
{
    /// <summary>Delivers frames until it fails, is stopped, or the footage is over. May be called again after a failure.</summary>
    /// <returns>Completes only where there is an end: footage that is not looped.</returns>
    /// <exception cref="DeviceException">No more frames, and why.</exception>
    Task RunAsync(IFrameSink sink, CancellationToken stop);
}
