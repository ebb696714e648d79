using System.Text.RegularExpressions;

namespace Defects.Agent.Configuration;

/// <summary>What may be meant of a camera and seldom is: a printer that seems watched may not be.</summary>
internal static partial class CameraRemarks
{
    /// <returns>A line each. Sources may hold a token; none but a device is quoted.</returns>
    public static IReadOnlyList<string> Of(AgentOptions options)
    {
        List<(string Printer, bool IsArmed, string Name, string Source)> cameras =
        [
            .. from printer in options.Printers.OrderBy(p => p.Key, StringComparer.Ordinal)
               from camera in printer.Value.Cameras.OrderBy(c => c.Key, StringComparer.Ordinal)
               where camera.Value.Source is not null
               select (printer.Key, printer.Value.Armed, $"{printer.Key}/{camera.Key}", camera.Value.Source),
        ];
        var numbered = cameras.Where(camera => NumberedDevice().IsMatch(camera.Source)).ToList();
        var areSeveral = numbered.Select(camera => camera.Source).Distinct().Count() > 1;
        return
        [
            // One camera may see two printers; among forty it is more often a copied line.
            .. cameras.GroupBy(camera => camera.Source).Where(same => same.Select(camera => camera.Printer).Distinct().Count() > 1).Select(same =>
                $"Cameras {string.Join(", ", same.Select(camera => camera.Name))} have one source: an alert of one is told for each; is every address its own printer's?"),
            .. cameras.Where(camera => SourceKind.IsFootage(camera.Source)).Select(camera =>
                $"Camera {camera.Name} is a file or folder: what it shows counts as watched, and is not what its printer does now"),
            .. numbered.Where(camera => camera.IsArmed || areSeveral).Select(camera =>
                $"Camera {camera.Name} is {camera.Source}, and such numbers may be dealt otherwise when the machine starts: an alert, or a pause, would be another printer's; name it by its path in /dev/v4l/by-id/ or /dev/v4l/by-path/"),
        ];
    }

    [GeneratedRegex(@"^/dev/video\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedDevice();
}
