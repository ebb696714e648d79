namespace Defects.Trainer.Calibration;

/// <summary>The temperature that makes validation likeliest (Guo et al. 2017, section 4.2); it changes no likeliest class, only confidence.</summary>
public static class TemperatureScaling
{
    /// <summary>Bounds of log T.</summary>
    private const double MaxLog = 3;

    private const double Precision = 1e-5;

    /// <summary>
    /// Golden-section search on log T: the negative log-likelihood is convex in 1/T, so there is one minimum. Where no row is wrong
    /// there is none: likelihood would have every probability 0 or 1, which no finite sample can vouch for, so T stays 1.
    /// </summary>
    /// <param name="logits">Rows of logits with the prior offset added.</param>
    /// <param name="labels">The true column of each row.</param>
    /// <returns>T, e^-3 to e^3, with a remark where the rows do not determine it.</returns>
    public static (double Temperature, string? Remark) Fit(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels)
    {
        if (logits.Zip(labels).All(row => !row.First.Where((z, column) => column != row.Second && z >= row.First[row.Second]).Any()))
        {
            return (1, $"temperature: none of {logits.Count} validation images is wrong, so how far to trust a probability cannot be told; it stays 1. Add harder images.");
        }

        var temperature = Search(logits, labels);
        return (temperature, Math.Abs(Math.Log(temperature)) > MaxLog - 2 * Precision
            ? FormattableString.Invariant($"temperature: {temperature:0.###} is the end of what is searched; the logits say nothing about the truth, or nearly all. Look at the data.")
            : null);
    }

    private static double Search(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels)
    {
        double Loss(double logT) => MeanNegativeLogLikelihood(logits, labels, Math.Exp(logT));

        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (-MaxLog, MaxLog);
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low));
        var (lossLeft, lossRight) = (Loss(left), Loss(right));
        while (high - low > Precision)
        {
            if (lossLeft < lossRight)
            {
                (high, right, lossRight) = (right, left, lossLeft);
                left = high - ratio * (high - low);
                lossLeft = Loss(left);
            }
            else
            {
                (low, left, lossLeft) = (left, right, lossRight);
                right = low + ratio * (high - low);
                lossRight = Loss(right);
            }
        }

        return Math.Exp((low + high) / 2);
    }

    private static double MeanNegativeLogLikelihood(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels, double temperature)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Count; i++)
        {
            var largest = logits[i].Max();
            sum += Math.Log(logits[i].Sum(z => Math.Exp((z - largest) / temperature))) - (logits[i][labels[i]] - largest) / temperature;
        }

        return sum / logits.Count;
    }
}
