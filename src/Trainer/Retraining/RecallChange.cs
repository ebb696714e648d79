using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Retraining;

/// <summary>How one class's recall moves from champion to challenger.</summary>
/// <param name="Class">A class with test rows.</param>
/// <param name="Champion">Recall of the champion, 0 to 1.</param>
/// <param name="Challenger">Recall of the challenger, 0 to 1.</param>
/// <param name="Difference">The middle 95 % of the difference over paired group bootstraps.</param>
public sealed record RecallChange(DefectClass Class, double Champion, double Challenger, Interval Difference)
{
    /// <summary>The whole interval lies below zero: the loss is more than chance.</summary>
    public bool IsWorse => Difference.High < 0;
}
