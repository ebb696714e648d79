using System.Globalization;

namespace Defects.Agent.Configuration;

/// <summary>Where this agent's configuration comes from, so that it can be read again.</summary>
/// <param name="File"><c>agent.yaml</c>.</param>
/// <param name="Environment">Environment variables.</param>
/// <param name="Settings"><c>key=value</c> from the command line.</param>
internal sealed record ConfigurationOrigin(string File, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Settings)
{
    public AgentConfiguration Load() => AgentConfiguration.Load(File, Environment, Settings);

    /// <summary>Differs once a file was changed, added, taken away or made unreadable.</summary>
    public string Stamp()
    {
        try
        {
            return string.Join('|', ConfigurationSources.FilesOf(File).Select(Describe));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static string Describe(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file} {info.Length} {info.LastWriteTimeUtc.Ticks}") : file;
    }
}
