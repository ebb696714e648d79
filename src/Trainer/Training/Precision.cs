namespace Defects.Trainer.Training;

/// <summary>The arithmetic of forward and backward pass; weights, optimiser and loss are float32 with both.</summary>
public enum Precision
{
    Float32,

    /// <summary>Half the bits to move and multiply, where the GPU or CPU computes in them (CUDA since Ampere, AVX512-BF16).</summary>
    BFloat16,
}
