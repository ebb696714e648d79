namespace Defects.Trainer.Calibration;

/// <summary>Logits to probabilities, as the exported graph does it.</summary>
public static class Softmax
{
    /// <summary>softmax((logits + offset) / temperature).</summary>
    public static double[] Of(IReadOnlyList<double> logits, IReadOnlyList<double> offset, double temperature)
    {
        double[] scaled = [.. logits.Zip(offset, (logit, shift) => (logit + shift) / temperature)];
        var largest = scaled.Max();
        double[] powers = [.. scaled.Select(x => Math.Exp(x - largest))];
        var sum = powers.Sum();
        return [.. powers.Select(x => x / sum)];
    }
}
