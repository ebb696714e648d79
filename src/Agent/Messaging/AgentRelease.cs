using System.Reflection;

namespace Defects.Agent.Messaging;

/// <summary>The release of this program.</summary>
internal static class AgentRelease
{
    public static string Version { get; } =
        typeof(AgentRelease).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
