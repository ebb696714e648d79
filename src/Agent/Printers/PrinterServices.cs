using Microsoft.Extensions.DependencyInjection;

namespace Defects.Agent.Printers;

internal static class PrinterServices
{
    /// <summary>Adds <see cref="PrinterLinks"/>, which says what printers are doing and asks them to pause.</summary>
    public static IServiceCollection AddPrinters(this IServiceCollection services) => services
        .AddSingleton<PrinterDrivers>()
        .AddSingleton<PrinterLinks>()
        .AddHostedService(provider => provider.GetRequiredService<PrinterLinks>());
}
