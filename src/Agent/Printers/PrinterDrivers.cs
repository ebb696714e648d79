using Defects.Agent.Devices;
using Defects.Agent.Configuration;
using Defects.Agent.Bus;
using Defects.Agent.Printers.Drivers;

namespace Defects.Agent.Printers;

/// <summary>Picks the kind of printer interface by the scheme of its address.</summary>
internal sealed class PrinterDrivers(IMessageBus bus, TimeProvider time)
{
    /// <param name="link">Checked.</param>
    /// <exception cref="ArgumentException">No kind of printer goes by such an address; validation says so before anything starts.</exception>
    public IPrinterDriver Open(PrinterLinkOptions link)
    {
        IPrinterDriver? host = (link.Address ?? "").Split(':')[0].ToLowerInvariant() switch
        {
            "moonraker" => new MoonrakerPrinter(link, time),
            "octoprint" => new OctoPrintPrinter(link, time),
            "prusalink" => new PrusaLinkPrinter(link, time),
            _ => null,
        };
        return MqttPrinters.Open(link, bus, time, host) ?? host
            ?? throw new ArgumentException($"No printer interface goes by {DeviceAddress.Redact(link.Address ?? "")}.", nameof(link));
    }
}
