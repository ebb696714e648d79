using System.Runtime.InteropServices;
using Defects.Trainer.Export;
using Defects.Trainer.Onnx;
using Defects.Trainer.Tests.Networks;
using Google.Protobuf;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Export;

public sealed class ParityCheckTests
{
    private const int Side = 96;

    [Theory]
    [InlineData("classifier.3.bias", " value ")]
    [InlineData("features.12.1.bias", " value ")]
    [InlineData("calibration.temperature", "probabilities value ")]
    public void Require_OneWeightOfTheGraphIsOff_SaysWhereAndHowFar(string weight, string where)
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");
        var broken = Break(OnnxExporter.Export(network, TestNetworks.Describe("mobilenet_v3_small", Side)), model =>
            Change(model.Graph.Initializer.Single(item => item.Name == weight)));

        var error = Assert.Throws<ParityException>(() => ParityCheck.Require(network, broken, TestNetworks.Frames(2, Side)));

        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.Contains("expected at most 0.0001", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_WrongSlopeOfTheHardSigmoid_IsSeen()
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");
        var broken = Break(OnnxExporter.Export(network, TestNetworks.Describe("mobilenet_v3_small", Side)), model =>
        {
            foreach (var node in model.Graph.Node.Where(node => node.OpType == "HardSigmoid"))
            {
                node.Attribute.Single(attribute => attribute.Name == "alpha").F = 0.2f;
            }
        });

        Assert.Throws<ParityException>(() => ParityCheck.Require(network, broken, TestNetworks.Frames(1, Side)));
    }

    [Fact]
    public void Require_NetworkGivesNaN_IsRefused()
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");
        using (no_grad())
        {
            network.HeadParameters.Last().fill_(float.NaN);
        }

        var onnx = OnnxExporter.Export(network, TestNetworks.Describe("mobilenet_v3_small", Side));

        Assert.Throws<ParityException>(() => ParityCheck.Require(network, onnx, TestNetworks.Frames(1, Side)));
    }

    [Fact]
    public void Require_NoFrames_IsRefused()
    {
        using var network = TestNetworks.Create("mobilenet_v3_small");

        Assert.Throws<ArgumentException>(() => ParityCheck.Require(network, [], []));
    }

    private static byte[] Break(byte[] onnx, Action<ModelProto> damage)
    {
        var model = ModelProto.Parser.ParseFrom(onnx);
        damage(model);
        return model.ToByteArray();
    }

    private static void Change(TensorProto weight)
    {
        var values = MemoryMarshal.Cast<byte, float>(weight.RawData.ToByteArray()).ToArray();
        weight.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>([.. values.Select(x => (x * 1.1f) + 0.01f)]));
    }
}
