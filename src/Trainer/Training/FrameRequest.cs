namespace Defects.Trainer.Training;

/// <summary>One frame that a batch shall hold.</summary>
/// <param name="Path">The image file.</param>
/// <param name="Label">Output column of its class.</param>
/// <param name="Strength">Of augmentation, 0 to 1; null leaves the frame as it is.</param>
/// <param name="Seed">Of augmentation.</param>
public sealed record FrameRequest(string Path, int Label, double? Strength = null, int Seed = 0);
