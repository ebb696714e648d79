namespace Defects.Trainer.Retraining;

/// <summary>Whether the challenger takes the champion's place, and why.</summary>
/// <param name="Promote">True where macro-F1 is better and no class's recall is worse.</param>
/// <param name="Reasons">One sentence for each figure that decided.</param>
/// <param name="ChampionMacroF1">On the frozen test split.</param>
/// <param name="ChallengerMacroF1">On the same rows.</param>
/// <param name="MacroF1Low">2.5th percentile of the difference over paired group bootstraps.</param>
/// <param name="MacroF1High">97.5th percentile.</param>
/// <param name="Recalls">Every class with test rows.</param>
public sealed record PromotionVerdict(
    bool Promote,
    IReadOnlyList<string> Reasons,
    double ChampionMacroF1,
    double ChallengerMacroF1,
    double MacroF1Low,
    double MacroF1High,
    IReadOnlyList<RecallChange> Recalls);
