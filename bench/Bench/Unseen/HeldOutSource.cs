using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Bench.Unseen;

/// <summary>The images of one source, scored by a network that was trained on all the others.</summary>
/// <param name="Source">Its name in the manifest.</param>
/// <param name="Classes">What that network knows.</param>
/// <param name="Scores">Of the source's images of those classes.</param>
internal sealed record HeldOutSource(string Source, ClassSet Classes, IReadOnlyList<ScoredImage> Scores)
{
    /// <summary>The same as if the network knew some of its classes only.</summary>
    public HeldOutSource Among(ClassSet classes) => new(
        Source,
        classes,
        [.. Scores.Where(s => classes.Contains(s.Image.Label)).Select(s => s with { Logits = [.. classes.Select(c => s.Logits[Classes.ColumnOf(c)])] })]);
}
