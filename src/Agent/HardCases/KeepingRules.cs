using Defects.Agent.Configuration;

namespace Defects.Agent.HardCases;

/// <summary>How much of one printer is kept.</summary>
/// <param name="DailyQuota">Frames in one UTC day.</param>
/// <param name="MinHashDistance">Hash bits by which a frame differs from every other kept that day.</param>
/// <param name="Spacing">Least time between two looks: frames of one minute are nearly one frame.</param>
internal sealed record KeepingRules(int DailyQuota, int MinHashDistance, TimeSpan Spacing)
{
    public static KeepingRules Of(HardCaseOptions options) => new(options.DailyQuota, options.MinHashDistance, TimeSpan.FromSeconds(30));
}
