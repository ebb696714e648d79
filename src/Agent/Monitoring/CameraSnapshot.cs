using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>One camera at one moment.</summary>
internal sealed record CameraSnapshot(string Id, Watch Watch, CameraSignal Signal);
