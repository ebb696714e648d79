using System.Text.Json;
using Defects.Agent.Devices;
using Defects.Agent.Monitoring.Operators;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging.Commands;

/// <summary>Reads a command from its topic and its message. Anybody on the broker may have written it: what is not exactly right is refused.</summary>
internal static class CommandReader
{
    public const int MostBytes = 4096;

    private const int LongestName = 64;

    /// <summary>The commands, each with the members that it takes beside <c>by</c>.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Members = new Dictionary<string, IReadOnlyList<string>>
    {
        ["ack"] = ["event_id"],
        ["false_alarm"] = ["event_id"],
        ["snooze"] = ["minutes", "class"],
        ["veto"] = [],
        ["missed"] = ["class"],
        ["good"] = [],
        ["enable"] = ["enabled"],
        ["pause"] = [],
        ["threshold"] = ["class", "set"],
    };

    /// <param name="name">The last level of the topic.</param>
    /// <param name="message">A JSON object, or nothing where no member is needed.</param>
    /// <param name="isRetained">Kept by the broker, so of any age.</param>
    /// <returns>The command, or why it is refused.</returns>
    public static (OperatorCommand? Command, string Refusal) Read(string name, ReadOnlyMemory<byte> message, bool isRetained)
    {
        if (!Members.TryGetValue(name, out var members))
        {
            return (null, $"no such command; there are {string.Join(", ", Members.Keys)}");
        }

        if (isRetained)
        {
            return (null, "the message was retained, so it may be old: send commands without retain");
        }

        if (message.Length > MostBytes)
        {
            return (null, $"the message has {message.Length} bytes; expected {MostBytes} at most");
        }

        try
        {
            using var document = JsonDocument.Parse(message.Span.Trim(" \r\n\t"u8).Length > 0 ? message : "{}"u8.ToArray(), new JsonDocumentOptions { MaxDepth = 4 });
            return Read(name, document.RootElement, members);
        }
        catch (JsonException)
        {
            return (null, "the message is no JSON; expected an object such as " + Example(name));
        }
    }

    private static (OperatorCommand? Command, string Refusal) Read(string name, JsonElement message, IReadOnlyList<string> members)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return (null, "expected an object such as " + Example(name));
        }

        if (message.EnumerateObject().Select(NameOf).FirstOrDefault(member => member != "by" && !members.Contains(member)) is { } unknown)
        {
            return (null, $"unknown member {Shown(unknown)}; expected an object such as {Example(name)}");
        }

        var by = message.Text("by") is { Length: > 0 } said ? Shown(said) : null;
        var item = DefectClass.TryFromName(message.Text("class"), out var found) && found.IsDefect ? found : null;
        var hasClass = message.At("class").ValueKind != JsonValueKind.Undefined;
        Ulid? alert = Ulid.TryParse(message.Text("event_id"), out var id) ? id : null;
        var hasAlert = message.At("event_id").ValueKind != JsonValueKind.Undefined;
        OperatorCommand? command = name switch
        {
            "ack" when !hasAlert || alert is not null => new OperatorCommand.Acknowledge(alert, by),
            "false_alarm" when !hasAlert || alert is not null => new OperatorCommand.FalseAlarm(alert, by),
            "snooze" when NumberOf(message, "minutes") is { } minutes and >= 0 and <= 1440 && (!hasClass || item is not null) =>
                new OperatorCommand.Snooze(item, TimeSpan.FromMinutes(minutes), by),
            "veto" => new OperatorCommand.Veto(by),
            "missed" when item is not null => new OperatorCommand.Missed(item, by),
            "good" => new OperatorCommand.Good(by),
            "enable" when message.At("enabled").ValueKind is JsonValueKind.True or JsonValueKind.False => new OperatorCommand.Enable(message.Flag("enabled"), by),
            "pause" => new OperatorCommand.Pause(by),
            "threshold" when item is not null && message.At("set").ValueKind == JsonValueKind.Null => new OperatorCommand.Threshold(item, null, by),
            "threshold" when item is not null && NumberOf(message, "set") is { } set and > 0 and < 1 => new OperatorCommand.Threshold(item, set, by),
            _ => null,
        };
        return command is null ? (null, "expected an object such as " + Example(name)) : (command, "");
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: JSON by its grammar, and no text.
            return "?";
        }
    }

    private static double? NumberOf(JsonElement message, string name) =>
        message.At(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    private static string Example(string name) => name switch
    {
        "ack" or "false_alarm" => """{} for all alerts, or {"event_id":"01K..."}""",
        "snooze" => """{"minutes":30} or {"minutes":30,"class":"stringing"}, up to 1440""",
        "missed" => """{"class":"spaghetti"}""",
        "enable" => """{"enabled":false}""",
        "threshold" => """{"class":"spaghetti","set":0.7}, or null for the configured one""",
        _ => "{}",
    };

    /// <summary>What goes into an event or the log and is somebody else's text: short, and on one line.</summary>
    public static string Shown(string text) =>
        new([.. text.Take(LongestName).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
}
