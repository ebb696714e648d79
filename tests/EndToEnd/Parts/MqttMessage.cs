using System.Globalization;
using System.Text.Json;

namespace Defects.EndToEnd.Parts;

/// <summary>One line of mosquitto_sub: arrival in seconds since 1970, retained flag, topic, payload in hexadecimal.</summary>
internal sealed record MqttMessage(double Time, bool Retained, string Topic, byte[] Payload)
{
    public static MqttMessage? Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 4 && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var time)
            ? new MqttMessage(time, parts[1] == "1", parts[2], Convert.FromHexString(parts[3]))
            : null;
    }

    /// <summary>A property of the JSON payload as text, or null.</summary>
    public string? Text(string property)
    {
        using var json = JsonDocument.Parse(Payload);
        return json.RootElement.TryGetProperty(property, out var value) ? value.ToString() : null;
    }
}
