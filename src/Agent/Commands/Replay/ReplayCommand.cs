using System.CommandLine;

namespace Defects.Agent.Commands.Replay;

/// <summary><c>defects-agent replay</c>: what alert rules come to on footage, before a printer is held to them.</summary>
internal static class ReplayCommand
{
    public static Command Create() => new("replay", "Try alert rules on recorded prints: score them once, then ask what any rules come to.")
    {
        ReplayScoreCommand.Create(),
        ReplayReportCommand.Create(),
    };
}
