using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Defects.Agent.Messaging;

/// <summary>JSON as it goes over MQTT: snake_case, nothing said of what is unknown.</summary>
internal static class MessageJson
{
    public const string ContentType = "application/json";

    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes the payload with the fields of its own type.</summary>
    public static byte[] Write(Payload payload) => JsonSerializer.SerializeToUtf8Bytes(payload, payload.GetType(), Options);

    /// <exception cref="JsonException">Not the JSON of such a payload.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json)
        where T : Payload =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("The message is null.");
}
