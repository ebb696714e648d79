namespace Defects.Agent.Configuration;

/// <summary>
/// Cameras of different printers with one source. It may be meant, as one camera may see two printers; among forty it is more
/// often a copied line, and then a printer that seems watched is not.
/// </summary>
internal static class SharedSources
{
    /// <returns>A line for each source that several printers share. The source itself may hold a token and is not quoted.</returns>
    public static IReadOnlyList<string> Remarks(AgentOptions options) =>
    [
        .. from printer in options.Printers.OrderBy(p => p.Key, StringComparer.Ordinal)
           from camera in printer.Value.Cameras.OrderBy(c => c.Key, StringComparer.Ordinal)
           group (Printer: printer.Key, Name: $"{printer.Key}/{camera.Key}") by camera.Value.Source into same
           where same.Key is not null && same.Select(camera => camera.Printer).Distinct().Count() > 1
           select $"Cameras {string.Join(", ", same.Select(camera => camera.Name))} have one source: an alert of one is told for each; is every address its own printer's?",
    ];
}
