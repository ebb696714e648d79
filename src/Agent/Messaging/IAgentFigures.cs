namespace Defects.Agent.Messaging;

/// <summary>What the rest of the agent has to say of itself.</summary>
public interface IAgentFigures
{
    /// <summary>What the model runs on; null before the first model is open.</summary>
    string? Provider { get; }

    /// <summary>Figures of cameras, inference and hard cases, by name.</summary>
    IReadOnlyDictionary<string, double> Read();
}
