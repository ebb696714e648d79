namespace Defects.Agent.Messaging;

/// <summary>What an agent says of itself.</summary>
internal enum AgentState
{
    Online,

    /// <summary>Ends on purpose; what it said last about its printers is no longer true.</summary>
    Stopping,

    /// <summary>Said by the broker in the agent's name (last will) when the connection broke.</summary>
    Offline,
}
