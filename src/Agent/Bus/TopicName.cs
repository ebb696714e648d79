using System.Text;

namespace Defects.Agent.Bus;

/// <summary>
/// What MQTT takes as a topic. A broker answers any other by hanging up: sent again after each connect, it would keep the agent off
/// its broker for good.
/// </summary>
internal static class TopicName
{
    private const int LargestBytes = ushort.MaxValue;

    /// <summary>Where a message may be sent to.</summary>
    public static bool IsTopic(string topic) => IsText(topic) && !topic.AsSpan().ContainsAny('+', '#');

    /// <summary>What may be listened to: + stands for one whole level, # for all the last ones.</summary>
    public static bool IsFilter(string filter)
    {
        var levels = filter.Split('/');
        return IsText(filter)
            && levels.All(level => level is "+" or "#" || !level.AsSpan().ContainsAny('+', '#'))
            && !levels[..^1].Contains("#");
    }

    private static bool IsText(string text) =>
        text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(text) <= LargestBytes;
}
