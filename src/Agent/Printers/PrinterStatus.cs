namespace Defects.Agent.Printers;

/// <summary>What a printer said of itself.</summary>
/// <param name="Activity">What it is doing.</param>
/// <param name="Says">Its own word for that, for people to read.</param>
/// <param name="Job">The print; null where there is none.</param>
/// <param name="Outcome">Of an idle printer, how its last print ended; null where it does not say so with certainty.</param>
internal sealed record PrinterStatus(PrinterActivity Activity, string Says, PrintJob? Job = null, PrintOutcome? Outcome = null)
{
    /// <summary>Of a printer that nobody has asked yet, or that cannot be asked.</summary>
    public static readonly PrinterStatus Unknown = new(PrinterActivity.Unknown, "");
}
