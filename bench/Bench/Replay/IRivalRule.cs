using Defects.Agent.Replay;
using Defects.Shared.Classes;

namespace Defects.Bench.Replay;

/// <summary>Another program's rule, as it is published, on the same scores.</summary>
internal interface IRivalRule
{
    string Name { get; }

    /// <summary>What is turned to trade delay for false alarms; higher is quieter.</summary>
    double Threshold { get; }

    /// <summary>When its alarms begin: it had none, or had said that nothing fails since.</summary>
    IReadOnlyList<TimeSpan> Begins(ScoreLog log, DefectClass item);

    IRivalRule WithThreshold(double threshold);
}
