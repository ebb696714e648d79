using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>One camera at one moment.</summary>
public sealed record CameraSnapshot(string Id, Watch Watch, CameraSignal Signal);
