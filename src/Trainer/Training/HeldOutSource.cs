using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Training;

/// <summary>The images of one source, scored by a network that was trained on all the others.</summary>
/// <param name="Source">Its name in the manifest.</param>
/// <param name="Classes">What that network knows: a class that stands in this source only is none of them.</param>
/// <param name="Scores">Of the source's images of those classes.</param>
public sealed record HeldOutSource(string Source, ClassSet Classes, IReadOnlyList<ScoredImage> Scores);
