using Defects.Shared.Classes;

namespace Defects.Trainer.Sampling;

/// <summary>What a <see cref="SamplingPlan"/> gives one class.</summary>
/// <param name="Images">Images there are.</param>
/// <param name="Draws">Draws in an epoch.</param>
/// <param name="Alpha">Weight in the loss; averages 1 over the draws.</param>
public sealed record ClassShare(DefectClass Class, int Images, int Draws, double Alpha)
{
    public double Repeats => (double)Draws / Images;
}
