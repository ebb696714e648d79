using Defects.Agent.Configuration;
using Defects.Shared.Classes;

namespace Defects.Agent.Commands.Replay;

/// <summary>Reads <c>spaghetti=12min</c>.</summary>
internal static class FailureOnset
{
    public const string Form = "a class and when it began, such as spaghetti=12min";

    /// <returns>Null where the text is none.</returns>
    public static KeyValuePair<DefectClass, TimeSpan>? Parse(string text) =>
        text.Split('=') is [var name, var time] && DefectClass.TryFromName(name.Trim(), out var item) && item.IsDefect
            && Duration.TryParse(time, out var onset) && onset >= TimeSpan.Zero
            ? KeyValuePair.Create(item, onset)
            : null;
}
