namespace Defects.Agent.Configuration;

/// <summary>What is stricter or laxer while a printer prints one material: PETG pulls strings where PLA does not.</summary>
internal sealed record MaterialOptions
{
    /// <summary>Alert rules by class name, over those of the agent and under those of a printer.</summary>
    public Dictionary<string, AlertRuleOptions> Alerts { get; init; } = [];
}
