namespace Defects.Agent.Adaptation;

/// <summary>Which of too many reference frames is missed least.</summary>
internal static class ReferenceChoice
{
    /// <summary>
    /// The one whose neighbours are nearest to each other, time being told by the logarithm of a frame's age: the last print is remembered
    /// closely, and of older ones a few frames each. First and last frame stay.
    /// </summary>
    /// <param name="times">Three or more, ascending.</param>
    /// <returns>Its place.</returns>
    public static int Dispensable(IReadOnlyList<DateTimeOffset> times)
    {
        var newest = times[^1];
        double[] ages = [.. times.Select(time => Math.Log((newest - time).TotalSeconds + 60))];
        return Enumerable.Range(1, times.Count - 2).MinBy(i => ages[i - 1] - ages[i + 1]);
    }
}
