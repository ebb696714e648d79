using System.Collections;
using System.CommandLine;
using Defects.Agent.Configuration;

namespace Defects.Agent.Commands;

/// <summary>The options that say where the configuration is, the same for every command that reads one.</summary>
internal sealed class ConfigurationArguments
{
    private readonly Option<FileInfo> _file = new("--config", "-c")
    {
        Description = "The configuration; files in the folder of the same name with .d are read after it.",
        DefaultValueFactory = _ => new FileInfo("agent.yaml"),
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "A value over all others, for example --set mqtt:port=1884. May be given several times.",
        HelpName = "key=value",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_set);
    }

    /// <summary>Loads the configuration and prints its problems, if any.</summary>
    /// <returns>Null where there are problems.</returns>
    public AgentOptions? Load(ParseResult arguments, params IEnumerable<string> further)
    {
        var (options, problems) = OriginOf(arguments, further).Load();
        foreach (var problem in problems)
        {
            arguments.InvocationConfiguration.Error.WriteLine(problem);
        }

        return problems.Count == 0 ? options : null;
    }

    public ConfigurationOrigin OriginOf(ParseResult arguments, params IEnumerable<string> further) => new(
        arguments.GetRequiredValue(_file).FullName,
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!),
        [.. arguments.GetRequiredValue(_set), .. further]);
}
