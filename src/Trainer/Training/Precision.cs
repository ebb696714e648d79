namespace Defects.Trainer.Training;

/// <summary>The arithmetic of forward and backward pass; weights, optimiser and loss are float32 with both.</summary>
public enum Precision
{
    Float32,

    /// <summary>About twice as fast on GPUs of 2020 and later; on CPUs with AVX512-BF16 about 1.4 times.</summary>
    BFloat16,
}
