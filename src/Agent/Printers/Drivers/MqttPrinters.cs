using Defects.Agent.Configuration;
using Defects.Agent.Bus;

namespace Defects.Agent.Printers.Drivers;

/// <summary>The printers that talk MQTT.</summary>
internal static class MqttPrinters
{
    /// <param name="link">Checked.</param>
    /// <param name="bus">The agent's broker.</param>
    /// <param name="time">The clock.</param>
    /// <param name="host">For Moonraker and OctoPrint with a topic: the same printer asked over HTTP, for what was said before and for the pause.</param>
    /// <returns>Null where the printer is to be asked over HTTP alone.</returns>
    public static IPrinterDriver? Open(PrinterLinkOptions link, IMessageBus bus, TimeProvider time, IPrinterDriver? host = null)
    {
        var topic = link.Topic?.TrimEnd('/') is { Length: > 0 } name ? name : null;
        return (link.Address ?? "").Split(':')[0].ToLowerInvariant() switch
        {
            "mqtt" => new TopicPrinter(link, bus, time),
            "bambu" => new BambuPrinter(link, time),
            "moonraker" when topic is not null => new ListenedPrinter(link, new MoonrakerTopics(topic), bus, time, host),
            "octoprint" when topic is not null => new ListenedPrinter(link, new OctoPrintTopics(topic), bus, time, host),
            _ => null,
        };
    }
}
