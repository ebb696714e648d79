namespace Defects.Trainer.Networks.Blocks;

/// <summary>Convolution (0), batch normalisation (1) and, where there is one, an activation: torchvision's ConvNormActivation.</summary>
public sealed class ConvolutionUnit(
    long inputs, long outputs, long kernel, long stride, long groups, Func<long, BatchNormalization> normalization, Block? activation)
    : Chain(new Block?[] { new Convolution(inputs, outputs, kernel, stride, groups), normalization(outputs), activation }.OfType<Block>());
