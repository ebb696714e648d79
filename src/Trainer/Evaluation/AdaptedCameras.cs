using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Trainer.Adaptation;

namespace Defects.Trainer.Evaluation;

/// <summary>What adaptation makes of cameras: shares of frames at or above the threshold of a class, and how well they are told apart.</summary>
/// <param name="Separation">Of failing from good frames, all cameras together.</param>
/// <param name="Recall">Failing frames at or above the threshold.</param>
/// <param name="FalseAlarms">Good frames at or above it.</param>
public sealed record AdaptedCameras(Separation Separation, double Recall, double FalseAlarms)
{
    /// <param name="rule">Null: as the model comes.</param>
    /// <returns>Null where no camera shows the class.</returns>
    public static AdaptedCameras? Of(ModelDescription model, DefectClass item, AdaptationRule? rule, IEnumerable<TriedCamera> cameras)
    {
        var classes = model.ClassSet();
        var (column, set) = (classes.ColumnOf(item), DefaultThresholds.Of(model).Single(threshold => threshold.Class == item).Set);
        var scored = cameras.SelectMany(camera => camera.Frames.Select(frame => (frame.Label, Probability: camera.Probabilities(classes, frame, rule)[column]))).ToList();
        var (failing, good) = (Of(label => label == item), Of(label => !label.IsDefect));
        return failing.Count == 0 || good.Count == 0
            ? null
            : new AdaptedCameras(new Separation(failing, good), failing.Average(p => p >= set ? 1.0 : 0), good.Average(p => p >= set ? 1.0 : 0));

        List<double> Of(Func<DefectClass, bool> which) => [.. scored.Where(s => which(s.Label)).Select(s => (double)s.Probability)];
    }
}
