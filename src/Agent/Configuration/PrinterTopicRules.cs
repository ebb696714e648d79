using Defects.Agent.Bus;

namespace Defects.Agent.Configuration;

/// <summary>What must hold for printers that tell the agent's broker.</summary>
internal static class PrinterTopicRules
{
    private const string Topics = "a topic without wildcards";

    /// <summary>The activities of a printer; a test holds them against the code's.</summary>
    internal static readonly IReadOnlyList<string> Activities = ["unknown", "offline", "idle", "preparing", "printing", "pausing", "paused", "attention"];

    /// <summary>The ends of a print; of an idle printer, and held against the code's as well.</summary>
    internal static readonly IReadOnlyList<string> Outcomes = ["completed", "stopped"];

    /// <param name="key">Where the link stands in the configuration.</param>
    public static void Check(string key, PrinterLinkOptions link, ConfigurationValues values)
    {
        CheckTopic($"{key}:topic", link.Topic, values);
        CheckTopic($"{key}:stateTopic", link.StateTopic, values);
        CheckTopic($"{key}:pauseTopic", link.PauseTopic, values);
        if (link.Address == "mqtt" && string.IsNullOrEmpty(link.StateTopic))
        {
            values.Refuse($"{key}:stateTopic", Topics + ", since address is mqtt");
        }

        foreach (var (told, activity) in link.States)
        {
            if (!Activities.Concat(Outcomes).Contains(activity, StringComparer.OrdinalIgnoreCase))
            {
                values.Refuse($"{key}:states:{told}", $"one of {string.Join(", ", Activities.Concat(Outcomes))}");
            }
        }
    }

    private static void CheckTopic(string key, string? topic, ConfigurationValues values)
    {
        if (!string.IsNullOrEmpty(topic) && !TopicName.IsTopic(topic))
        {
            values.Refuse(key, Topics);
        }
    }
}
