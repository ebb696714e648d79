using System.Diagnostics.CodeAnalysis;

namespace Defects.Trainer.Data.Import;

/// <summary>The names that other tools give the splits.</summary>
internal static class SplitNames
{
    /// <returns>False where the name is that of no split.</returns>
    public static bool TryRead(string name, [NotNullWhen(true)] out string? split)
    {
        split = name.Trim().ToLowerInvariant() switch
        {
            "train" or "training" => Splits.Train,
            "val" or "valid" or "validation" => Splits.Validation,
            "test" or "testing" => Splits.Test,
            var other when Splits.IsKnown(other) => other,
            _ => null,
        };
        return split is not null;
    }
}
