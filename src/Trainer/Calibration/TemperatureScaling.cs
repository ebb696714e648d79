namespace Defects.Trainer.Calibration;

/// <summary>The temperature that makes validation likeliest (Guo et al. 2017, section 4.2); it changes no decision, only confidence.</summary>
public static class TemperatureScaling
{
    /// <summary>Bounds of log T.</summary>
    private const double MaxLog = 3;

    private const double Precision = 1e-5;

    /// <summary>Golden-section search on log T: the negative log-likelihood is convex in 1/T, so there is one minimum.</summary>
    /// <param name="logits">Rows of logits with the prior offset added.</param>
    /// <param name="labels">The true column of each row.</param>
    /// <returns>T, e^-3 to e^3.</returns>
    public static double Fit(IReadOnlyList<double[]> logits, IReadOnlyList<int> labels)
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
