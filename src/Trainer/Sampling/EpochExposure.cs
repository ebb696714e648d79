using Defects.Shared.Classes;
using Defects.Trainer.Data;

namespace Defects.Trainer.Sampling;

/// <summary>What one epoch really showed of a class, beside what was planned.</summary>
/// <param name="Images">Images there are.</param>
/// <param name="Planned">Draws by the plan of the epoch.</param>
/// <param name="Realised">Draws there were.</param>
/// <param name="Distinct">Different images among them.</param>
/// <param name="MostRepeats">Draws of the image that was drawn most often.</param>
public sealed record EpochExposure(DefectClass Class, int Images, int Planned, int Realised, int Distinct, int MostRepeats)
{
    /// <param name="order">Indices into <paramref name="images"/>: what the epoch drew.</param>
    /// <returns>One for each class of the plan, in its order.</returns>
    public static IReadOnlyList<EpochExposure> Of(SamplingPlan plan, IReadOnlyList<LabelledImage> images, IEnumerable<int> order)
    {
        var drawn = order.CountBy(i => i).ToLookup(pair => images[pair.Key].Label, pair => pair.Value);
        return [.. plan.Classes.Select(c => new EpochExposure(
            c.Class, c.Images, c.Draws, drawn[c.Class].Sum(), drawn[c.Class].Count(), drawn[c.Class].DefaultIfEmpty().Max()))];
    }
}
