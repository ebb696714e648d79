using System.Text.Json;

namespace Defects.Agent.Cameras.Found;

/// <summary>Reads what a printer's host says of its cameras. It is another program's, so anything may be missing or of another kind.</summary>
internal static class PrinterAnswer
{
    private static readonly string[] Schemes = [Uri.UriSchemeHttp, Uri.UriSchemeHttps, "rtsp", "rtsps"];

    /// <exception cref="CameraException">It is no JSON.</exception>
    public static JsonElement Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new CameraException("the printer's answer is no JSON: is the address that of its host, with the right port?", e);
        }
    }

    /// <summary>A member, or a member's member and so on; undefined where one is missing.</summary>
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element;
    }

    /// <returns>Empty where it is no text.</returns>
    public static string Text(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    public static bool Flag(this JsonElement element, string name, bool otherwise = false) => element.At(name).ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => otherwise,
    };

    /// <returns>Empty where it is no list.</returns>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    /// <param name="written">As the printer's host has it: often relative, often of its own loopback.</param>
    /// <param name="webRoot">What relative ones are relative to.</param>
    /// <exception cref="CameraException">It is nothing that can be read from here.</exception>
    public static Uri AddressOf(string written, Uri webRoot)
    {
        if (written.Length == 0 || !Uri.TryCreate(webRoot, written, out var address) || !Schemes.Contains(address.Scheme))
        {
            throw new CameraException($"the printer names '{CameraAddress.Redact(written)}' as its camera; expected an address of http, https, rtsp or rtsps");
        }

        return address.IsLoopback && !webRoot.IsLoopback ? new UriBuilder(address) { Host = webRoot.Host }.Uri : address;
    }
}
