using Defects.Agent.Alerts;

namespace Defects.Agent.Monitoring.Operators;

/// <summary>What a command came to.</summary>
/// <param name="Memory">What is remembered from now on.</param>
/// <param name="Events">The answer first.</param>
internal sealed record DeskOutcome(PrinterMemory Memory, IReadOnlyList<PrinterEvent> Events)
{
    public CommandAnswer Answer => Events.OfType<CommandAnswer>().First();

    public static DeskOutcome Of(PrinterMemory memory, CommandAnswer answer) => new(memory, [answer]);
}
