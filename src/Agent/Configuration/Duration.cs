using System.Globalization;
using System.Text.RegularExpressions;

namespace Defects.Agent.Configuration;

/// <summary>
/// Times as people write them: 500ms, 10s, 5min, 2h, 1d, or 00:00:10. A bare number is refused, because .NET reads it as days.
/// </summary>
internal static partial class Duration
{
    public const string Form = "a time such as 500ms, 10s, 5min, 2h or 1d";

    private static readonly string[] Units = ["d", "h", "min", "s", "ms"];

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (Written().Match(text.Trim()) is { Success: true } match)
        {
            var unit = UnitOf(match.Groups[2].Value);
            var count = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit.Ticks;
            value = count < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)count) : TimeSpan.MaxValue;
            return true;
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
    }

    public static string Write(TimeSpan value)
    {
        var name = value == TimeSpan.Zero ? "s" : Units.First(unit => value >= UnitOf(unit) || unit == Units[^1]);
        return string.Create(CultureInfo.InvariantCulture, $"{value / UnitOf(name):0.###}{name}");
    }

    private static TimeSpan UnitOf(string name) => name switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" or "min" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    [GeneratedRegex(@"^(\d{1,9}(?:\.\d{1,9})?)\s*(ms|s|m|min|h|d)$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
