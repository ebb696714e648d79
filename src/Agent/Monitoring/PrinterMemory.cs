using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>What the agent knows of one printer's watch, and still knows after a restart.</summary>
internal sealed record PrinterMemory
{
    public static readonly PrinterMemory Empty = new();

    public PrinterAlertState Alerts { get; init; } = PrinterAlertState.Start;

    public ActionState Action { get; init; } = ActionState.Rest;

    public OperatorSettings Settings { get; init; } = OperatorSettings.None;

    public PrintTracker Print { get; init; } = PrintTracker.Start;

    public PrinterPresence Presence { get; init; } = PrinterPresence.Start;

    public PrintTrust Trust { get; init; } = PrintTrust.None;

    public PrintDoubts Doubts { get; init; } = PrintDoubts.None;

    /// <summary>The model that scored last; null before the first frame ever.</summary>
    public ModelId? Model { get; init; }

    /// <inheritdoc cref="IPrintTrust.IsDoubted"/>
    public bool IsDoubted(DateTimeOffset at) => Doubts.Hold(at) || Alerts.Open.Any(open => at >= open.BeganAt - PrintDoubts.Before);

    /// <summary>This memory as it is after a time in which nobody looked.</summary>
    public PrinterMemory Resume() => this with
    {
        Alerts = PrinterAlerts.Resume(Alerts),
        Action = ActionLadder.Resume(Action),
        Print = Print.OutOfSight(),
        Presence = Presence.OutOfSight(),
        Trust = Trust.Resume(),
    };
}
