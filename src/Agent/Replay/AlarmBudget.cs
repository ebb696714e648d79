using System.Globalization;
using System.Text.RegularExpressions;

namespace Defects.Agent.Replay;

/// <summary>How many false alarms of one class a printer may give, by the hours that it prints.</summary>
/// <param name="PerHour">Above 0.</param>
/// <param name="Text">As somebody wrote it.</param>
internal sealed partial record AlarmBudget(double PerHour, string Text)
{
    public const string Form = "a count for a time of printing such as 1/month, 2/week, 1/day or 1/100h";

    /// <summary>A month of printing without a pause: 365.25 days by 12.</summary>
    private const double MonthHours = 730.5;

    /// <summary>What it allows in so much printing.</summary>
    public double Allows(TimeSpan good) => PerHour * good.TotalHours;

    /// <returns>Null where the text is none.</returns>
    public static AlarmBudget? Parse(string text)
    {
        if (Written().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        double Number(int group) => match.Groups[group] is { Length: > 0 } found ? double.Parse(found.Value, CultureInfo.InvariantCulture) : 1;
        var hours = Number(2) * match.Groups[3].Value switch { "month" => MonthHours, "week" => 168, "d" or "day" => 24, _ => 1 };
        return Number(1) > 0 && hours > 0 ? new AlarmBudget(Number(1) / hours, text.Trim()) : null;
    }

    public override string ToString() => Text;

    [GeneratedRegex(@"^(\d{1,6}(?:\.\d{1,6})?)\s*/\s*(\d{0,6}(?:\.\d{1,6})?)\s*(h|hour|d|day|week|month)$", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
