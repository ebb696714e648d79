using Defects.Shared.Classes;

namespace Defects.Shared.Bundles;

/// <summary>How a camera's good frames correct what the model says of its other frames: learnt across cameras that it was not trained on.</summary>
/// <param name="UsualNovelty">Median novelty of the good frames of prints that are not among the reference.</param>
/// <param name="Classes">One for each defect class that is corrected.</param>
public sealed record AdaptationRule(double UsualNovelty, IReadOnlyList<ClassAdaptation> Classes)
{
    /// <summary>The same rule for other thresholds: good frames stay as far from them, in log-odds, as they were.</summary>
    /// <param name="from">Set threshold of each class that the offsets were learnt at, in (0, 1).</param>
    /// <param name="to">That which they are to hold at.</param>
    public AdaptationRule Moved(Func<DefectClass, double> from, Func<DefectClass, double> to) => this with
    {
        Classes = [.. Classes.Select(item => item with { Offset = item.Offset + LogOdds(to(item.Class)) - LogOdds(from(item.Class)) })],
    };

    private static double LogOdds(double probability) => Math.Log(probability / (1 - probability));
}
