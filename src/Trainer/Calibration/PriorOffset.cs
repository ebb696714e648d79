using Defects.Shared.Classes;

namespace Defects.Trainer.Calibration;

/// <summary>
/// Takes back what sampling and loss weights did to the class frequencies: log deployed prior minus log training prior, added
/// to the logits (Bayes; Menon et al. 2021, section 4). A temperature cannot do that: it moves all classes alike.
/// </summary>
public static class PriorOffset
{
    /// <param name="training">The frequencies that the network was fitted to, adding up to 1; above 0.</param>
    /// <param name="deployed">The frequencies where it will serve, adding up to 1; above 0.</param>
    /// <exception cref="ArgumentException">A class has no frequency above 0: its offset would be infinite.</exception>
    public static IReadOnlyDictionary<DefectClass, double> Of(
        IReadOnlyDictionary<DefectClass, double> training, IReadOnlyDictionary<DefectClass, double> deployed) =>
        training.Keys.ToDictionary(item => item, item => LogOf(deployed, item, nameof(deployed)) - LogOf(training, item, nameof(training)));

    private static double LogOf(IReadOnlyDictionary<DefectClass, double> prior, DefectClass item, string name) =>
        prior.TryGetValue(item, out var share) && share > 0
            ? Math.Log(share)
            : throw new ArgumentException($"The {name} prior of {item} is {share}; expected above 0.", name);
}
