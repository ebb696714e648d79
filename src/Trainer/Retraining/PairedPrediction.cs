using Defects.Shared.Classes;

namespace Defects.Trainer.Retraining;

/// <summary>One row of the frozen test split with what both models say it shows (the likeliest class).</summary>
public sealed record PairedPrediction(string Group, DefectClass Truth, DefectClass Champion, DefectClass Challenger);
