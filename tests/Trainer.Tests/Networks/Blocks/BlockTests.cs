using Defects.Trainer.Networks.Blocks;
using Defects.Trainer.Onnx;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Networks.Blocks;

/// <summary>Each block computes the same in TorchSharp and as the ONNX graph it emits.</summary>
public sealed class BlockTests
{
    private const int Channels = 8;
    private const int Side = 12;

    private static readonly Dictionary<string, Func<Block>> Makers = new()
    {
        ["input"] = () => new Chain(),
        ["convolution"] = () => new Convolution(Channels, 6, kernel: 3),
        ["convolution, stride 2, bias"] = () => new Convolution(Channels, 6, kernel: 5, stride: 2, bias: true),
        ["convolution, depthwise"] = () => new Convolution(Channels, Channels, kernel: 5, stride: 2, groups: Channels),
        ["batch norm"] = () => new BatchNormalization(Channels),
        ["batch norm, epsilon 1e-3"] = () => new BatchNormalization(Channels, epsilon: 1e-3),
        ["relu"] = () => new Relu(),
        ["relu6"] = () => new Relu6(),
        ["hard swish"] = () => new HardSwish(),
        ["dropout"] = () => new Dropout(0.5),
        ["linear"] = () => new Linear(Channels, 5),
        ["squeeze and excitation"] = () => new SqueezeExcitation(Channels, 4),
        ["unit"] = () => new ConvolutionUnit(Channels, 4, 3, 2, 1, c => new BatchNormalization(c), new Relu6()),
        ["residual, adding"] = () => Residual(addsInput: true),
        ["residual, not adding"] = () => Residual(addsInput: false),
    };

    public static TheoryData<string> Names => [.. Makers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Emit_RandomWeights_ComputesWhatForwardDoes(string name)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        manual_seed(7);

        // Values from about -8 to 8, so that every activation meets both of its corners.
        using var chain = new Chain(InputNormalization.MinusOneToOne(), new Convolution(3, Channels), Widen(), Makers[name]());
        TestNetworks.Exercise(chain);
        chain.eval();
        foreach (var frames in new[] { 1, 3, 8 }.Select(batch => TestNetworks.Frames(batch, Side)))
        {
            var expected = chain.forward(tensor(frames.SelectMany(frame => frame).ToArray()).view(frames.Length, Side, Side, 3));

            var found = Run(chain, frames, expected.shape);

            var worst = (found - expected).abs().max().item<float>();
            Assert.True(worst <= 1e-5 * Math.Max(1, expected.abs().max().item<float>()), $"{name}: off by {worst} at batch {frames.Length}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Forward_FrozenNormalizationInTraining_HasTheValueAndTheGradientsOfOneBlockAfterTheOther(bool bias)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var convolution = new Convolution(3, Channels, kernel: 3, stride: 2, bias: bias);
        var norm = new BatchNormalization(Channels, epsilon: 1e-3) { Frozen = true };
        TestNetworks.Exercise(norm);
        using var chain = new Chain(convolution, norm, new Relu6());
        chain.train();
        var input = randn(2, 3, Side, Side);

        var found = chain.forward(input);
        var expected = nn.functional.relu6(norm.forward(convolution.forward(input)));

        Assert.True(expected.allclose(found, 1e-5, 1e-5));
        Assert.All(Gradients(chain, expected).Zip(Gradients(chain, found)), pair => Assert.True(pair.First.allclose(pair.Second, 1e-4, 1e-4)));
    }

    private static List<Tensor> Gradients(Chain chain, Tensor output)
    {
        chain.zero_grad();
        output.square().sum().backward();
        return [.. chain.parameters().Select(p => p.grad!.clone())];
    }

    // TorchSharp finds what it converts by name, through attributes that a rename would silently break.
    [Fact]
    public void To_AnotherType_MovesWhatForwardUses()
    {
        using var scope = NewDisposeScope();
        using var block = new Chain(new Convolution(3, 4, bias: true), new BatchNormalization(4), new Linear(4, 2));
        var input = randn(1, 3, 5, 5);
        var expected = block.forward(input);

        block.to(ScalarType.Float64);

        Assert.True(expected.to(ScalarType.Float64).allclose(block.forward(input.to(ScalarType.Float64)), 1e-5, 1e-6));
    }

    [Fact]
    public void Node_NameTaken_IsRefused()
    {
        var graph = new GraphBuilder();
        graph.Input("frames", 1, 1, 3);
        graph.Node("Relu", "a", ["frames"]);

        var error = Assert.Throws<ArgumentException>(() => graph.Node("Relu", "a", ["frames"]));

        Assert.Contains("'a'", error.Message, StringComparison.Ordinal);
    }

    private static BatchNormalization Widen()
    {
        var norm = new BatchNormalization(Channels);
        norm.state_dict()["weight"].mul_(6);
        return norm;
    }

    private static InvertedResidual Residual(bool addsInput) =>
        new("conv", new Chain(new Convolution(Channels, Channels, kernel: 3), new BatchNormalization(Channels)), addsInput);

    private static Tensor Run(Chain chain, byte[][] frames, long[] shape)
    {
        var graph = new GraphBuilder();
        graph.Input("frames", Side, Side, 3);
        graph.Output("result", chain.Emit(graph, "chain", "frames"), shape[1..]);
        using var options = new SessionOptions();
        using var session = new InferenceSession(graph.Build(new Dictionary<string, string>()), options);
        using var input = OrtValue.CreateTensorValueFromMemory(frames.SelectMany(frame => frame).ToArray(), [frames.Length, Side, Side, 3]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["frames"], [input], ["result"]);
        Assert.Equal(shape, results[0].GetTensorTypeAndShape().Shape);
        return tensor(results[0].GetTensorDataAsSpan<float>().ToArray()).view(shape);
    }
}
