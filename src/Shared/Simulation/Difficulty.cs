namespace Defects.Shared.Simulation;

/// <summary>How hard the failures of a simulated set are to see.</summary>
public sealed record Difficulty
{
    /// <summary>Range of <see cref="SimulatedPrint.Strength"/>, in (0, 1].</summary>
    public (float Low, float High) Strength { get; init; } = (0.45f, 1);

    /// <summary>
    /// How long after its onset a failure is still photographed, as a share of the print's duration; above 0, and 1 sets no
    /// limit. After a tenth of the print a failure is two thirds of what it will be.
    /// </summary>
    public double Within { get; init; } = 1;

    /// <summary>
    /// The share of the frame that a failure must change for its frame to be kept, 0 to below 1. The default is 1,200 pixels of
    /// a 640 x 480 frame, 200 of a model's 224 x 224.
    /// </summary>
    public double LeastVisible { get; init; } = 0.004;
}
