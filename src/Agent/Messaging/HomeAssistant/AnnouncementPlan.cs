namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>What must be told so that Home Assistant shows what is there, and no longer what was.</summary>
internal static class AnnouncementPlan
{
    /// <param name="announced">By topic, every entity that was ever told there with its platform.</param>
    /// <param name="wanted">The devices that are there, each after the one that it hangs under.</param>
    /// <returns>First what is to go, then what is there.</returns>
    public static IReadOnlyList<Announcement> Make(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> announced, IReadOnlyList<Announcement> wanted)
    {
        var there = wanted.Select(device => device.Topic).ToHashSet();
        return
        [
            .. announced.Keys.Where(topic => !there.Contains(topic)).Order(StringComparer.Ordinal).Select(topic => new Announcement(topic, null)),
            .. wanted.Select(device => Complete(device, announced.GetValueOrDefault(device.Topic))),
        ];
    }

    // An entity that is only left out would stay in Home Assistant; named with its platform alone it is removed.
    private static Announcement Complete(Announcement wanted, IReadOnlyDictionary<string, string>? before)
    {
        var device = wanted.Device!;
        var gone = (before ?? new Dictionary<string, string>())
            .Where(component => !device.Components.ContainsKey(component.Key))
            .Select(component => KeyValuePair.Create(component.Key, new DiscoveryComponent(component.Value)));
        return wanted with { Device = device with { Components = new Dictionary<string, DiscoveryComponent>(device.Components.Concat(gone)) } };
    }
}
