using System.Text.Json;

namespace Defects.Agent.Devices;

/// <summary>Reads the JSON of other programs: anything may be missing or of another kind, and nothing throws.</summary>
internal static class JsonMembers
{
    private const int MostCharacters = 200;

    /// <returns>Null where it is no JSON.</returns>
    public static JsonElement? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member, or a member's member and so on; undefined where one is missing.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !TryGet(element, name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <returns>Empty where it is no text.</returns>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> path)
    {
        try
        {
            return element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: JSON by its grammar, and no text.
            return "";
        }
    }

    /// <returns>The text as people may be shown it: one line of 200 characters at most.</returns>
    public static string Line(this JsonElement element, params ReadOnlySpan<string> path)
    {
        var text = element.Text(path).Trim();
        return string.Concat(text.Take(MostCharacters).Select(letter => char.IsControl(letter) ? ' ' : letter));
    }

    /// <returns>Null where it is no finite number.</returns>
    public static double? Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    /// <returns>Null where it is no whole number of 0 or more.</returns>
    public static int? Count(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Number(path) is >= 0 and <= int.MaxValue and { } value && double.IsInteger(value) ? (int)value : null;

    public static bool Flag(this JsonElement element, string name, bool otherwise = false) => element.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    /// <returns>Empty where it is no list.</returns>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    private static bool TryGet(JsonElement element, string name, out JsonElement member)
    {
        try
        {
            return element.TryGetProperty(name, out member);
        }
        catch (InvalidOperationException)
        {
            // Some member's name is no text.
            member = default;
            return false;
        }
    }
}
