using Defects.Trainer.Data;

namespace Defects.Trainer.Evaluation;

/// <summary>Which pictures of the data a report may hold.</summary>
public enum PictureRule
{
    /// <summary>Only frames of this project's simulator: for a bundle, which is copied and published.</summary>
    Simulated,

    /// <summary>All of them: for a folder that stays where the data is.</summary>
    All,
}

internal static class PictureRules
{
    public static bool Allows(this PictureRule rule, LabelledImage image) =>
        rule == PictureRule.All || (image.Licence == "MIT" && image.Source.StartsWith("sim_", StringComparison.Ordinal));
}
