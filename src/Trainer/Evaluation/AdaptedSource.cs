using Defects.Shared.Bundles;
using Defects.Shared.Serving;
using Defects.Trainer.Adaptation;

namespace Defects.Trainer.Evaluation;

/// <summary>What adaptation makes of a source that training never saw.</summary>
/// <param name="References">Its good prints of which each in turn is adapted to; the pictures of all others are tried.</param>
/// <param name="Before">The same pictures, as the model comes.</param>
public sealed record AdaptedSource(int References, ServedShares Before, ServedShares After)
{
    /// <param name="model">As it is served, with its rule.</param>
    /// <param name="cameras">One for each reference.</param>
    /// <returns>Null where there is none.</returns>
    public static AdaptedSource? Of(ModelDescription model, IReadOnlyList<TriedCamera> cameras)
    {
        var classes = model.ClassSet();
        var rule = new DecisionRule(classes, DefaultThresholds.Of(model));
        return cameras.Count == 0 ? null : new AdaptedSource(cameras.Count, Shares(null), Shares(model.Adaptation));

        ServedShares Shares(AdaptationRule? adapted) => ServedShares.Of(
            rule,
            cameras.SelectMany(camera => camera.Frames.Select(frame =>
                (frame.Label, (IReadOnlyList<double>)[.. camera.Probabilities(classes, frame, adapted).Select(p => (double)p)]))));
    }
}
