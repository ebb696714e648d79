using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.HardCases;
using Defects.Agent.Inference;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;
using Defects.Agent.Printers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Commands;

/// <summary>Puts the agent together and runs it to its end.</summary>
internal static class AgentHost
{
    /// <summary>systemd and people expect a stop within 5 s.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    /// <param name="options">Checked.</param>
    /// <param name="origin">Where the options came from; null where they are not to be read again.</param>
    /// <param name="lowest">Log lines below this level are left out.</param>
    public static IHost Build(AgentOptions options, ConfigurationOrigin? origin = null, LogLevel lowest = LogLevel.Information)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, ApplicationName = "defects-agent" });
        builder.Logging
            .SetMinimumLevel(lowest)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
            });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);

        // Services start in this order and stop in the reverse: goodbye is said first, and the outbox takes the last alert.
        builder.Services
            .AddSystemd()
            .AddSingleton(options)
            .AddSingleton<LiveOptions>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IAgentFigures, AgentFigures>()
            .AddOutbox()
            .AddMonitoring()
            .AddPrinters()
            .AddCameras()
            .AddInference()
            .AddAdaptation()
            .AddHardCases()
            .AddMqtt()
            .AddHostedService<PrinterRounds>()
            .AddHostedService<Watchdog>();
        if (origin is not null)
        {
            builder.Services.AddSingleton(origin).AddHostedService<ConfigurationReload>();
        }

        return builder.Build();
    }

    /// <summary>Runs until a signal, <paramref name="stop"/>, or a fault, which is thrown.</summary>
    /// <returns>The exit code of a clean stop.</returns>
    public static async Task<int> RunAsync(IHost host, CancellationToken stop)
    {
        try
        {
            await host.StartAsync(stop);
            await host.WaitForShutdownAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop before it had started.
            return ExitCode.Clean;
        }

        // A background service that fails stops the host, which then ends as if nothing had happened.
        foreach (var service in host.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            if (service.ExecuteTask is { IsFaulted: true } fault)
            {
                await fault;
            }
        }

        return ExitCode.Clean;
    }
}
