using System.Collections.Immutable;
using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring.Operators;

/// <summary>What people have set by command; it holds over restarts and over the configuration until it is taken back.</summary>
internal sealed record OperatorSettings
{
    public static readonly OperatorSettings None = new();

    /// <summary>Null leaves it to the configuration.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Set thresholds by class.</summary>
    public ImmutableDictionary<DefectClass, double> Thresholds { get; init; } = [];
}
