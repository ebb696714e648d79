using Defects.Trainer.Data;

namespace Defects.Trainer.Calibration;

/// <summary>An image with what a network makes of it.</summary>
/// <param name="Logits">By output column, raw.</param>
public sealed record ScoredImage(LabelledImage Image, IReadOnlyList<double> Logits)
{
    /// <summary>The same image with something added to each logit.</summary>
    public ScoredImage Plus(IReadOnlyList<double> added) => this with { Logits = [.. Logits.Zip(added, (logit, more) => logit + more)] };
}
