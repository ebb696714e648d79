using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Defects.Trainer.Calibration;

/// <summary>What a count of successes proves of a rate: the exact binomial bound, one-sided (Clopper and Pearson 1934).</summary>
public static class ClopperPearson
{
    /// <summary>The rate below which so many successes would be rarer than 1 - <paramref name="confidence"/>.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="confidence">In (0, 1).</param>
    /// <returns>0 to below 1; 0 where nothing succeeded.</returns>
    public static double LowerBound(int successes, int trials, double confidence) =>
        successes == 0 ? 0 : Beta.InvCDF(successes, trials - successes + 1, 1 - confidence);

    /// <summary>Whether the lower bound is at least <paramref name="rate"/>: the same question to the distribution itself, without a search.</summary>
    public static bool Proves(int successes, int trials, double rate, double confidence) =>
        successes > 0 && SpecialFunctions.BetaRegularized(successes, trials - successes + 1, rate) <= 1 - confidence;

    /// <summary>How many trials more, all of them successes, would prove the rate; 0 where it is proved.</summary>
    /// <param name="rate">Below 1.</param>
    public static int SuccessesToProve(int successes, int trials, double rate, double confidence)
    {
        var (missing, enough) = (-1, 0);
        while (!Proves(successes + enough, trials + enough, rate, confidence))
        {
            (missing, enough) = (enough, 2 * enough + 1);
        }

        while (enough - missing > 1)
        {
            var middle = (missing + enough) / 2;
            (missing, enough) = Proves(successes + middle, trials + middle, rate, confidence) ? (missing, middle) : (middle, enough);
        }

        return enough;
    }
}
