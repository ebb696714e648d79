using Defects.Agent.Alerts;
using Defects.Shared.Bundles;

namespace Defects.Agent.Monitoring;

/// <summary>An alert's event with what surrounds it.</summary>
/// <param name="Printer">The printer's id.</param>
/// <param name="Event">What happened.</param>
/// <param name="Model">The model that scored the frame.</param>
/// <param name="Frame">The frame, where the event is a begin.</param>
internal sealed record Alert(string Printer, AlertEvent Event, ModelDescription Model, AlertFrame? Frame);
