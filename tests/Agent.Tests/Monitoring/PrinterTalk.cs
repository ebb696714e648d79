using Defects.Agent.Monitoring;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>What a printer says to its monitor, a second after the other.</summary>
/// <param name="monitor">The one of now: it may have been started anew.</param>
internal sealed class PrinterTalk(Func<PrinterMonitor> monitor)
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <returns>When the print began.</returns>
    public DateTimeOffset Begin()
    {
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Printing);
        Say(PrinterActivity.Printing);
        return Now;
    }

    public void Complete()
    {
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
    }

    public void Say(PrinterActivity activity, PrintOutcome? outcome = null)
    {
        Now = Now.AddSeconds(1);
        monitor().OnPrinter(new PrinterReport(new PrinterStatus(activity, $"{activity}", null, outcome), Now, IsFresh: true, null), Now);
    }
}
