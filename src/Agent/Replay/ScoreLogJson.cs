using System.Text.Json;

namespace Defects.Agent.Replay;

/// <summary>The header of a score log as JSON: snake_case, times as hh:mm:ss, classes by name.</summary>
internal static class ScoreLogJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        MaxDepth = 8,
    };

    public static byte[] Write(ScoreLogHeader header) => JsonSerializer.SerializeToUtf8Bytes(header, Options);

    /// <exception cref="JsonException">Not the JSON of a header.</exception>
    public static ScoreLogHeader Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<ScoreLogHeader>(json, Options) ?? throw new JsonException("it is null");
}
