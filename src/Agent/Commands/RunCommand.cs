using System.CommandLine;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Microsoft.Data.Sqlite;

namespace Defects.Agent.Commands;

/// <summary><c>defects-agent run</c>: watches until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var configuration = new ConfigurationArguments();
        var provider = new Option<string?>("--provider")
        {
            Description = "tensorrt, cuda or cpu: insist on it and fail instead of falling back. The same as --set model:provider=...",
        };
        var command = new Command("run", "Watch the configured printers until told to stop.") { provider };
        configuration.AddTo(command);
        command.SetAction(async (arguments, stop) =>
        {
            string[] insisted = arguments.GetValue(provider) is { } name ? [$"model:provider={name}"] : [];
            if (configuration.Load(arguments, insisted) is not { } options)
            {
                return ExitCode.BadConfiguration;
            }

            try
            {
                using var host = AgentHost.Build(options, configuration.OriginOf(arguments, insisted));
                return await AgentHost.RunAsync(host, stop);
            }
            catch (ConfigurationException e)
            {
                await arguments.InvocationConfiguration.Error.WriteLineAsync(e.Message);
                return ExitCode.BadConfiguration;
            }
            catch (Exception e) when (e is BundleException or ProviderException or CaptureLeakException or SqliteException or IOException or InvalidDataException or UnauthorizedAccessException)
            {
                // These say by themselves what is wrong and where; anything else is ours to debug and keeps its stack trace.
                await arguments.InvocationConfiguration.Error.WriteLineAsync($"defects-agent: {e.Message}");
                return ExitCode.Fault;
            }
        });
        return command;
    }
}
