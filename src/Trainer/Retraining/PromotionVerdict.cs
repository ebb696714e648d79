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
    IReadOnlyList<RecallChange> Recalls)
{
    /// <summary>
    /// The verdict, unless the champion changed while the challenger was trained from the one before. Whoever rolls back has seen what the
    /// test split does not show, and what goes on from the same weights carries it on. A promotion that was cut off is none such.
    /// </summary>
    /// <param name="version">The challenger.</param>
    /// <param name="start">The version that it goes on from and was compared with.</param>
    /// <param name="champion">The version in service now.</param>
    /// <param name="previous">Where a rollback would go now.</param>
    public PromotionVerdict Unless(int version, int start, int? champion, int? previous) =>
        champion == version ? this
        : previous == version ? Kept($"version {version} was champion already, and somebody has put {Name(champion)} in its place: that is not overruled")
        : champion == start ? this
        : Kept($"it goes on from version {start}, in whose place somebody has put {Name(champion)} meanwhile: that is not overruled");

    private PromotionVerdict Kept(FormattableString why) => this with { Promote = false, Reasons = [.. Reasons, FormattableString.Invariant(why)] };

    private static string Name(int? version) => version is { } number ? FormattableString.Invariant($"version {number}") : "none";
}
