using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;

namespace Defects.Agent.Commands.Demo;

/// <summary>Shows a person what the agent sees.</summary>
internal interface IDemoView
{
    /// <param name="read">The printers as they stand.</param>
    /// <param name="alerts">The alerts that the broker was told.</param>
    /// <param name="stop">Ends the show.</param>
    Task ShowAsync(Func<IReadOnlyList<PrinterSnapshot>> read, Func<IReadOnlyList<EventPayload>> alerts, CancellationToken stop);
}
