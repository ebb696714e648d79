namespace Defects.Agent.Configuration;

/// <summary>What a camera's source is, as far as its text says.</summary>
internal static class SourceKind
{
    public static bool IsDevice(string source) => source.StartsWith("/dev/", StringComparison.Ordinal);

    /// <summary>A video file or a folder of images: it shows what was, and waits for whoever looks at it.</summary>
    public static bool IsFootage(string source) => !source.Contains("://", StringComparison.Ordinal) && !IsDevice(source);
}
