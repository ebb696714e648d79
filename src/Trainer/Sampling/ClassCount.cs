using Defects.Shared.Classes;
using Defects.Trainer.Data;

namespace Defects.Trainer.Sampling;

/// <summary>How much there is of a class in the training split.</summary>
/// <param name="Groups">Prints, cameras or photo clusters: what really counts.</param>
public sealed record ClassCount(DefectClass Class, int Groups, int Images)
{
    /// <summary>The counts of every class that occurs, by ascending id.</summary>
    public static IReadOnlyList<ClassCount> Of(IEnumerable<LabelledImage> images) =>
        [.. images.GroupBy(i => i.Label)
            .OrderBy(g => g.Key.Id)
            .Select(g => new ClassCount(g.Key, g.Select(i => i.Group).Distinct().Count(), g.Count()))];
}
