using Defects.Bench.Recipes;

namespace Defects.Bench.Unseen;

/// <summary>A recipe, and what it trains on.</summary>
/// <param name="Training">How.</param>
internal sealed record UnseenRecipe(Recipe Training)
{
    /// <summary>Whether simulated frames train beside the real ones.</summary>
    public bool Simulated { get; init; }
}
