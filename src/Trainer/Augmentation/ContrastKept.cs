namespace Defects.Trainer.Augmentation;

/// <summary>What augmentation leaves of a contrast, as shares of it, at most 1; a draw that leaves none in sight counts as 0.</summary>
/// <param name="Mean">Over all draws.</param>
/// <param name="LowestTenth">One draw in ten leaves less: a mean hides what happens seldom and badly.</param>
public sealed record ContrastKept(double Mean, double LowestTenth);
