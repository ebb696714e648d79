namespace Defects.Agent.Cameras.Quality;

/// <summary>How much detail the pictures of one camera usually have: what tells a lens that went soft from a scene with little to see.</summary>
internal sealed class UsualDetail(QualityLimits limits)
{
    /// <summary>How fast it follows sharp pictures, and how fast others: a scene that is simply plainer becomes usual too.</summary>
    private static readonly TimeSpan SharpMemory = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DullMemory = TimeSpan.FromHours(6);

    /// <summary>Before that it is the mean of what there was: a first picture that is sharper than the scene is not to blind the camera for hours.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    /// <summary>Longest time that one picture speaks for meanwhile.</summary>
    private static readonly TimeSpan MostWhileWarming = TimeSpan.FromSeconds(5);

    /// <summary>And later: the first picture after an outage does not stand for all of it.</summary>
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private double _value;
    private TimeSpan _age;

    /// <param name="look">A picture with light and shapes in it.</param>
    /// <param name="passed">Since the one before.</param>
    /// <returns>Its detail as a share of the usual one, before it counts towards that itself.</returns>
    public double SharpnessOf(in FrameLook look, TimeSpan passed)
    {
        // Less counts as blurred by itself, and a mean of ratios would never come back from 0.
        var detail = Math.Max(look.Detail, limits.Blurred.Set);
        _value = _value > 0 ? _value : detail;
        var sharpness = look.Detail / _value;

        // A mean of ratios: a few pictures of ten times the detail weigh no more than a few of a tenth.
        _value *= Math.Pow(detail / _value, Weight(passed, limits.IsSharp(look with { Sharpness = sharpness }) ? SharpMemory : DullMemory));
        return sharpness;
    }

    private double Weight(TimeSpan passed, TimeSpan memory)
    {
        var counted = passed < MostWhileWarming ? passed : MostWhileWarming;
        _age += counted;
        return _age > TimeSpan.Zero && _age < WarmUp ? counted / _age : 1 - Math.Exp(-(passed < Most ? passed : Most) / memory);
    }
}
