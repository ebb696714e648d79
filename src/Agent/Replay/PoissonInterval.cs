using MathNet.Numerics.Distributions;

namespace Defects.Agent.Replay;

/// <summary>What a count of rare events says of how many were to be expected: the exact interval (Garwood 1936).</summary>
/// <param name="Low">Expected events below which so many would be rarer than half the confidence left over.</param>
/// <param name="High">The same for so few.</param>
internal readonly record struct PoissonInterval(double Low, double High)
{
    /// <param name="count">0 or more.</param>
    /// <param name="confidence">Of both sides together, in (0, 1).</param>
    public static PoissonInterval Of(int count, double confidence = 0.95)
    {
        var tail = (1 - confidence) / 2;
        return new PoissonInterval(
            count == 0 ? 0 : ChiSquared.InvCDF(2 * count, tail) / 2,
            ChiSquared.InvCDF((2 * count) + 2, 1 - tail) / 2);
    }
}
