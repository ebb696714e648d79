using Defects.Agent.Bus;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What a printer's host has told the agent's broker so far. Immutable; hearing anything never throws.</summary>
internal abstract record HostTopics
{
    /// <summary>Topics to listen to.</summary>
    public abstract IReadOnlyList<string> Filters { get; }

    /// <summary>The topic where the host, or the broker in its name, always tells whether it is there, retained.</summary>
    public abstract string PresenceTopic { get; }

    /// <summary>Null until it was told.</summary>
    public bool? IsThere { get; protected init; }

    /// <summary>
    /// True where the host itself can be asked: what it answers is newer than what the broker has kept of states, perhaps for days.
    /// </summary>
    public bool IgnoresRetained { get; init; }

    public HostTopics Hear(BusMessage message) =>
        message.Topic == PresenceTopic ? HearPresence(message.Payload)
        : message.Retained && IgnoresRetained ? this
        : HearState(message);

    /// <summary>All but whether it is there.</summary>
    public abstract HostTopics Forget();

    /// <summary>What is told over what was known before.</summary>
    public abstract PrinterStatus Over(PrinterStatus before);

    protected abstract HostTopics HearPresence(byte[] payload);

    protected abstract HostTopics HearState(BusMessage message);
}
