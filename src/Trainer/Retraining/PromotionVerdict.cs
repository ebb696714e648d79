using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Retraining;

/// <summary>Whether the challenger takes the champion's place, and why.</summary>
/// <param name="Promote">True where macro-F1 is better and no class's recall is worse.</param>
/// <param name="Reasons">One sentence for each figure that decided.</param>
/// <param name="ChampionMacroF1">On the frozen test split.</param>
/// <param name="ChallengerMacroF1">On the same rows.</param>
/// <param name="MacroF1Difference">The middle 95 % of the difference over paired group bootstraps.</param>
/// <param name="Recalls">Every class with test rows.</param>
public sealed record PromotionVerdict(
    bool Promote,
    IReadOnlyList<string> Reasons,
    double ChampionMacroF1,
    double ChallengerMacroF1,
    Interval MacroF1Difference,
    IReadOnlyList<RecallChange> Recalls);
