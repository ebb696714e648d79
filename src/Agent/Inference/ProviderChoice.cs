namespace Defects.Agent.Inference;

/// <summary>What the model runs on, and why on nothing faster.</summary>
/// <param name="Name">tensorrt, cuda or cpu.</param>
/// <param name="Refusals">The providers tried before it.</param>
internal sealed record ProviderChoice(string Name, IReadOnlyList<ProviderRefusal> Refusals)
{
    public override string ToString() =>
        Refusals.Count == 0 ? Name : $"{Name} ({string.Join("; ", Refusals.Select(refusal => $"{refusal.Provider} refused: {refusal.Reason}"))})";
}
