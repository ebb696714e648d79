using Defects.Trainer.Data;

namespace Defects.Trainer.Evaluation;

/// <summary>Images of one source in one split.</summary>
public sealed record SourceCount(string Source, string Licence, string Split, int Images, int Groups)
{
    public static IReadOnlyList<SourceCount> Of(IEnumerable<LabelledImage> images) =>
        [.. images.GroupBy(i => (i.Split, i.Source, i.Licence))
            .OrderBy(g => g.Key)
            .Select(g => new SourceCount(g.Key.Source, g.Key.Licence, g.Key.Split, g.Count(), g.Select(i => i.Group).Distinct().Count()))];
}
