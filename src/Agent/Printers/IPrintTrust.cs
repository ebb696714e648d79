namespace Defects.Agent.Printers;

/// <summary>Tells which printers are watched, and how far their prints are trusted. Thread-safe.</summary>
internal interface IPrintTrust
{
    /// <returns>Whether there is such a printer, and neither its configuration nor a person has turned its watch off.</returns>
    bool IsWatched(string printer);

    /// <returns>Null where there is no such printer.</returns>
    PrintTrust? TrustOf(string printer);

    /// <returns>The trusted print (<see cref="PrintTrust.Print"/>) that a frame of now shows; null where it shows none.</returns>
    DateTimeOffset? PrintOf(string printer);

    /// <returns>Whether a frame of that time may show a failure that was told or reported, see <see cref="PrintDoubts"/>.</returns>
    bool IsDoubted(string printer, DateTimeOffset at);
}
