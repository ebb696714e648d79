namespace Defects.Trainer.Training;

/// <summary>A linear rise, then half a cosine down to nothing (Loshchilov and Hutter 2017).</summary>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="WarmUp">Share of them that rises.</param>
public sealed record LearningRateSchedule(int Steps, double WarmUp)
{
    /// <summary>The share of the peak learning rate at a step from 0, above 0 to 1.</summary>
    public double At(int step)
    {
        var rising = (int)(Steps * WarmUp);
        return step < rising
            ? (step + 1.0) / (rising + 1)
            : 0.5 * (1 + Math.Cos(Math.PI * (step - rising) / (Steps - rising)));
    }
}
