using System.Text;

namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>
/// What Home Assistant knows an agent and its printers by, and the broker the agent. Two agents on one broker differ in root or node, so every name holds both,
/// and in such a way that no two can come to the same: where a name may not have a character, or has the one that escapes, that is
/// written as _ and its bytes, and two _ stand between the parts.
/// </summary>
internal sealed class DiscoveryNames(string root, string node)
{
    public string Agent => $"{Escape(root)}__{Escape(node)}";

    public string Printer(string printer) => $"{Agent}__{Escape(printer)}";

    /// <param name="prefix">Home Assistant's.</param>
    /// <param name="device">One of the names above.</param>
    public static string Topic(string prefix, string device) => $"{prefix}/device/{device}/config";

    private static string Escape(string part)
    {
        var escaped = new StringBuilder();
        foreach (var letter in Encoding.UTF8.GetBytes(part))
        {
            _ = char.IsAsciiLetterOrDigit((char)letter) || letter == '-' ? escaped.Append((char)letter) : escaped.Append('_').Append(Convert.ToHexStringLower([letter]));
        }

        return escaped.ToString();
    }
}
