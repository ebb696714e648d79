namespace Defects.Agent.Printers.Drivers;

/// <summary>An idle timeout that was raised for a pause, or is to be.</summary>
/// <param name="Configured">What is put back; null where it could not be asked for yet.</param>
/// <param name="IsTold">Klipper has taken the raised one.</param>
/// <param name="SeenPaused">The pause has come about, or was refused.</param>
internal sealed record RaisedIdleTimeout(TimeSpan? Configured, bool IsTold, bool SeenPaused)
{
    public static RaisedIdleTimeout Start { get; } = new(null, false, false);

    /// <summary>Raised in an earlier life, as far as anybody knows.</summary>
    public static RaisedIdleTimeout Found { get; } = new(null, IsTold: true, SeenPaused: true);

    public RaisedIdleTimeout Observe(PrinterActivity activity) => activity is PrinterActivity.Paused ? this with { SeenPaused = true } : this;

    /// <summary>
    /// Time to put it back. A pause takes a while, so a printer that prints is done with it only after it was seen paused; one that is
    /// idle is done in any case.
    /// </summary>
    public bool IsOver(PrinterActivity activity) => activity switch
    {
        PrinterActivity.Idle => true,
        PrinterActivity.Printing or PrinterActivity.Preparing => SeenPaused,
        _ => false,
    };
}
