namespace Defects.Agent.Adaptation;

/// <summary>How many of the failures that were laid onto a camera's good frames are at the threshold.</summary>
/// <param name="Tried">How many there were.</param>
/// <param name="Before">As the model comes.</param>
/// <param name="After">Once the camera is adapted.</param>
internal sealed record FoundFailures(int Tried, int Before, int After)
{
    /// <summary>
    /// Why the adaptation must not be applied: where most were found before, most must be after; of fewer at least half must be left. Null
    /// where it may be.
    /// </summary>
    public string? Refusal() => 2 * After < Before || (2 * Before >= Tried && 2 * After < Tried)
        ? $"of {Tried} piles of spaghetti laid onto this camera's good frames {Before} were at the threshold before, and {After} would be after: look through its reference frames for failing ones"
        : null;
}
