using System.Globalization;
using Defects.Shared.Serving;
using Defects.Trainer.Export;
using Defects.Trainer.Tests.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Tests.Export;

/// <summary>The exported file through programs that are not ours: the ONNX checker and Python's ONNX Runtime, both of older releases.</summary>
public sealed class PythonOracleTests
{
    private const string Script =
        """
        import sys, numpy, onnx, onnxruntime
        model = onnx.load(sys.argv[1])
        onnx.checker.check_model(model, full_check=True)
        session = onnxruntime.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
        side = int(sys.argv[3])
        frames = numpy.fromfile(sys.argv[2], dtype=numpy.uint8).reshape(-1, side, side, 3)
        print(" ".join(repr(float(p)) for p in session.run(["probabilities"], {"frames": frames})[0].ravel()))
        """;

    [Theory]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v3_small")]
    public async Task Export_File_PassesTheCheckerAndComputesTheSameInPython(string architecture)
    {
        await Python.Require("onnx, onnxruntime");
        const int side = 96;
        using var folder = new TemporaryFolder();
        using var network = TestNetworks.Create(architecture);
        var onnx = OnnxExporter.Export(network, TestNetworks.Describe(architecture, side));
        var frames = TestNetworks.Frames(3, side);
        await File.WriteAllBytesAsync(folder.File("model.onnx"), onnx, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder.File("frames"), [.. frames.SelectMany(frame => frame)], TestContext.Current.CancellationToken);

        var (exitCode, output) = await Python.Run(Script, folder.File("model.onnx"), folder.File("frames"), $"{side}");

        Assert.Equal(0, exitCode);
        var found = output.Split(' ').Select(word => float.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(Probabilities(onnx, frames), found, (ours, theirs) => Math.Abs(ours - theirs) < 1e-5);
    }

    private static float[] Probabilities(byte[] onnx, byte[][] frames)
    {
        using var options = new SessionOptions();
        using var classifier = FrameClassifier.Open(onnx, "test", options, frames.Length);
        for (var slot = 0; slot < frames.Length; slot++)
        {
            frames[slot].CopyTo(classifier.Input(slot));
        }

        classifier.Run(frames.Length);
        return [.. Enumerable.Range(0, frames.Length).SelectMany(slot => classifier.Probabilities(slot).ToArray())];
    }
}
