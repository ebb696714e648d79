using Defects.Shared.HardCases;

namespace Defects.Agent.HardCases;

/// <summary>Takes the wish to keep what a printer's cameras show.</summary>
internal interface IFrameRequests
{
    /// <summary>
    /// A frame is kept, whatever the daily quota and however much it looks like another: the printer's next scored one, but for a false
    /// alarm the last one that showed a defect above its threshold, since what fooled the model may be gone. Where the next one is more than
    /// <see cref="LongestWait"/> in coming, as of a camera that went dark, it shows something else, and none is kept.
    /// </summary>
    /// <param name="now">When somebody asked.</param>
    void Ask(string printer, HardCaseReason reason, DateTimeOffset now);

    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
}
