using System.Globalization;
using System.Text.RegularExpressions;

namespace Defects.Agent.Configuration;

/// <summary>Sizes as people write them: 64MiB, 2GiB, or a plain number of bytes.</summary>
internal static partial class ByteSize
{
    public const string Form = "a size such as 64MiB or 2GiB";

    private static readonly string[] Units = ["", "KiB", "MiB", "GiB", "TiB"];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        if (Written().Match(text.Trim()) is not { Success: true } match)
        {
            return false;
        }

        bytes = long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) << (10 * Array.IndexOf(Units, match.Groups[2].Value));
        return true;
    }

    public static string Write(long bytes)
    {
        var unit = 0;
        while (unit < Units.Length - 1 && bytes != 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes}{Units[unit]}");
    }

    // Five digits before a unit keep the shift within 64 bits.
    [GeneratedRegex(@"^(\d{1,18}(?=$)|\d{1,5}(?=\s*\w))\s*(|KiB|MiB|GiB|TiB)$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
