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
    public static IReadOnlyDictionary<DefectClass, double> Of(
        IReadOnlyDictionary<DefectClass, double> training, IReadOnlyDictionary<DefectClass, double> deployed) =>
        training.Keys.ToDictionary(item => item, item => Math.Log(deployed[item]) - Math.Log(training[item]));
}
