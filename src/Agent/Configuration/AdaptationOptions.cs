namespace Defects.Agent.Configuration;

/// <summary>What the agent does by itself to know its cameras better.</summary>
internal sealed record AdaptationOptions
{
    /// <summary>Keeps frames of prints that ended well as cameras' good frames.</summary>
    /// <value>Default: true.</value>
    public bool Collect { get; init; } = true;
}
