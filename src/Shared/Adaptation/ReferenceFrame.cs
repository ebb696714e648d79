namespace Defects.Shared.Adaptation;

/// <summary>What the model, unadapted, makes of a frame that somebody vouches for.</summary>
/// <param name="Probabilities">By output column.</param>
/// <param name="Embedding">The network's last features.</param>
public sealed record ReferenceFrame(IReadOnlyList<float> Probabilities, IReadOnlyList<float> Embedding);
