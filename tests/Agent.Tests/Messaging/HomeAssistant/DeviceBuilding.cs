using Defects.Agent.Messaging;
using Defects.Agent.Messaging.HomeAssistant;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Messaging.HomeAssistant;

/// <summary>Devices as an agent announces them.</summary>
internal static class DeviceBuilding
{
    public static DiscoverySource Source(string node = "box", string root = "defects", params DefectClass[] classes) => new(
        new Topics(root, node), new DiscoveryNames(root, node), "0.1.0",
        [.. (classes.Length > 0 ? classes : [DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti]).Select(item => new ClassThreshold(item, 0.6, 0.4, 0))]);

    public static DiscoveryDevice Printer(string id = "ender", bool armed = true, DiscoverySource? source = null, bool linked = true) =>
        PrinterDevice.Build(source ?? Source(), id, "Ender", linked, armed);

    public static DiscoveryDevice Agent(string node = "box") => AgentDevice.Build(Source(node), node);
}
