namespace Defects.Agent.Messaging;

/// <summary>What the rest of the agent has to say of itself.</summary>
internal interface IAgentFigures
{
    /// <summary>How the model is served. The first one is open before anything is published.</summary>
    ServingPayload Serving { get; }

    /// <summary>Figures of cameras, inference and hard cases, by name.</summary>
    IReadOnlyDictionary<string, double> Read();
}
