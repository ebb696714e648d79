namespace Defects.Agent.Printers;

/// <summary>A printer cannot be read or does not do as it is told; the message says why in plain words and holds no secret.</summary>
internal sealed class PrinterException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Nobody is there: no connection comes about at all.</summary>
    public bool IsGone { get; init; }

    /// <summary>The agent itself is cut off from where the printer speaks: that says nothing of the printer.</summary>
    public bool IsCutOff { get; init; }

    public static PrinterException NoBroker() => new("there is no connection to the agent's broker") { IsCutOff = true };
}
