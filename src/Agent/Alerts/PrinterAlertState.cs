using System.Collections.Immutable;
using Defects.Shared.Classes;

namespace Defects.Agent.Alerts;

/// <summary>All that is remembered of one printer between two frames.</summary>
internal sealed record PrinterAlertState(ImmutableDictionary<string, CameraEvidence> Cameras, ImmutableDictionary<DefectClass, ClassAlert> Classes)
{
    public static readonly PrinterAlertState Start = new([], []);
}
