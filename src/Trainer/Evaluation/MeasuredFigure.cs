namespace Defects.Trainer.Evaluation;

/// <summary>A share of images that is right, with how well it is known.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Interval">95 %.</param>
/// <param name="Images">How many images it was measured on.</param>
public sealed record MeasuredFigure(double Value, Interval Interval, int Images)
{
    private const double Normal95 = 1.96;

    /// <summary>What is missing to 1. No error in n images does not mean that there is none: half an image is the least it counts as.</summary>
    public double Error => Math.Max(1 - Value, HalfAnImage);

    /// <summary>Standard deviation of the error.</summary>
    public double Deviation => Math.Max((Interval.High - Interval.Low) / (2 * Normal95), HalfAnImage);

    private double HalfAnImage => 0.5 / Images;
}
