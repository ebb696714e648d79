using Defects.Trainer.Onnx;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Defects.Trainer.Networks.Blocks;

/// <summary>Batch normalisation of each channel (Ioffe and Szegedy 2015).</summary>
public sealed class BatchNormalization : Block
{
    private readonly double _epsilon;

    // A number that is turned into a scalar in passing has no owner: a garbage collection during the call frees it under libtorch.
    private readonly Scalar _epsilonScalar;

    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter _bias;

    [ComponentName(Name = "running_mean")]
    private readonly Tensor _mean;

    [ComponentName(Name = "running_var")]
    private readonly Tensor _variance;

    public BatchNormalization(long channels, double epsilon = 1e-5, double momentum = 0.1)
    {
        (_epsilon, _epsilonScalar, Momentum) = (epsilon, epsilon, momentum);
        _weight = nn.Parameter(ones(channels));
        _bias = nn.Parameter(zeros(channels));
        _mean = zeros(channels);
        _variance = ones(channels);
        register_parameter("weight", _weight);
        register_parameter("bias", _bias);
        register_buffer("running_mean", _mean);
        register_buffer("running_var", _variance);
    }

    /// <summary>Whether training neither uses nor updates batch statistics; weight and bias are parameters as ever.</summary>
    public bool Frozen { get; set; }

    /// <summary>Whether <c>forward</c> is a scale and an offset for each channel now, whatever the batch.</summary>
    public bool IsFixed => Frozen || !training;

    /// <summary>The share of each batch in the running statistics, above 0 to 1.</summary>
    public double Momentum { get; set; }

    /// <summary>Running mean and variance, which an unfrozen layer moves while it trains.</summary>
    public IEnumerable<Tensor> Statistics => [_mean, _variance];

    /// <summary>
    /// Rescales weights that were trained with another epsilon, so that in evaluation they compute what they did there.
    /// </summary>
    public void AdoptFrom(double epsilon)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using Scalar theirs = epsilon;
        _weight.mul_((_variance.add(_epsilonScalar) / _variance.add(theirs)).sqrt());
    }

    public override Tensor forward(Tensor input) =>
        nn.functional.batch_norm(input, _mean, _variance, _weight, _bias, !IsFixed, Momentum, _epsilon);

    /// <summary>What <c>forward</c> multiplies each channel by and then adds to it, each [C], while <see cref="IsFixed"/>.</summary>
    public (Tensor Scale, Tensor Offset) Affine()
    {
        var scale = _weight * _variance.add(_epsilonScalar).rsqrt();
        return (scale, _bias - _mean * scale);
    }

    public override string Emit(GraphBuilder graph, string name, string input) => graph.Node(
        "BatchNormalization",
        name,
        [
            input,
            graph.Weight($"{name}.weight", _weight),
            graph.Weight($"{name}.bias", _bias),
            graph.Weight($"{name}.running_mean", _mean),
            graph.Weight($"{name}.running_var", _variance),
        ],
        AttributeProto.Float("epsilon", (float)_epsilon));
}
