namespace Defects.Agent.Monitoring;

/// <summary>What is known of printers from before the agent's start.</summary>
internal interface IPrinterMemories
{
    /// <summary>Those of which anything is, configured or not.</summary>
    IReadOnlyList<string> Printers { get; }

    /// <returns><see cref="PrinterMemory.Empty"/> where nothing is.</returns>
    PrinterMemory Read(string printer);
}
