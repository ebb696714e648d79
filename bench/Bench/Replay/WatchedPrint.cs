using Defects.Shared.Simulation;

namespace Defects.Bench.Replay;

/// <summary>A simulated print and what of it is watched.</summary>
/// <param name="Name">Of its score log.</param>
/// <param name="From">Print time of the first frame.</param>
/// <param name="To">Print time behind the last.</param>
internal sealed record WatchedPrint(string Name, SimulatedPrint Print, TimeSpan From, TimeSpan To)
{
    public TimeSpan Duration => To - From;
}
