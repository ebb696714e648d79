using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Adaptation;

namespace Defects.Trainer.Evaluation;

/// <summary>A rule by which cameras adapt, and what it makes of the cameras that it was learnt on.</summary>
/// <param name="Cameras">How many there were.</param>
/// <param name="Classes">Every defect class that they show.</param>
public sealed record LearntAdaptation(AdaptationRule Rule, int Cameras, IReadOnlyList<AdaptedClass> Classes)
{
    public static LearntAdaptation From(ModelDescription model, IReadOnlyList<TriedCamera> cameras)
    {
        var rule = AdaptationSearch.Learn(model, cameras);
        return new LearntAdaptation(rule, cameras.Count, [.. model.Classes.Where(c => c.IsDefect).Select(Of).OfType<AdaptedClass>()]);

        AdaptedClass? Of(DefectClass item) =>
            AdaptedCameras.Of(model, item, rule: null, cameras) is { } before && AdaptedCameras.Of(model, item, rule, cameras) is { } after
                ? new AdaptedClass(item, before, after)
                : null;
    }
}
