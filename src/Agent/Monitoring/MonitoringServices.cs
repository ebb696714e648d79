using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Printers;
using Microsoft.Extensions.DependencyInjection;

namespace Defects.Agent.Monitoring;

internal static class MonitoringServices
{
    /// <summary>Adds the printers' monitors, which observe scored frames and tell an <see cref="INewsSink"/>, and <see cref="FarmView"/>.</summary>
    public static IServiceCollection AddMonitoring(this IServiceCollection services) => services
        .AddSingleton(provider => new PrinterMonitors(
            provider.GetRequiredService<LiveOptions>(),
            provider.GetRequiredService<INewsSink>(),
            provider.GetRequiredService<IPrinterMemories>(),
            at => Ulid.NewUlid(at)))
        .AddSingleton<IScoredFrameObserver>(provider => provider.GetRequiredService<PrinterMonitors>())
        .AddSingleton<IScoredFrameObserver, FaultLog>()
        .AddSingleton<IAttention>(provider => provider.GetRequiredService<PrinterMonitors>())
        .AddSingleton<IPrintTrust>(provider => provider.GetRequiredService<PrinterMonitors>())
        .AddSingleton<ICameraSignals, CameraSignals>()
        .AddSingleton<FarmView>();
}
