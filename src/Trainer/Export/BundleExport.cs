using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Trainer.Networks;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Trainer.Export;

/// <summary>Writes a trained network as a bundle that an agent can serve.</summary>
public static class BundleExport
{
    /// <summary>
    /// How far another machine may be off in the probabilities of a golden frame. Processors differ by 1e-5, a GPU's shortened
    /// floats by 1e-3; a wrong preprocessing or a damaged weight by far more.
    /// </summary>
    public const double GoldenTolerance = 0.01;

    private const string Name = "exported graph";

    /// <summary>Exports, checks parity on the golden frames, states their probabilities and writes everything at once.</summary>
    /// <param name="network">On the CPU.</param>
    /// <param name="description">Names the version, which must not exist.</param>
    /// <param name="goldenFrames">JPEG by file name, one or more.</param>
    /// <param name="modelFolder"><c>models/&lt;name&gt;</c>.</param>
    /// <param name="fillReport">Writes the files of <c>report/</c> into the folder it is given; null for none.</param>
    /// <returns>The version's folder.</returns>
    /// <exception cref="ParityException">The graph is not the network.</exception>
    /// <exception cref="BundleException">The version is there already.</exception>
    public static string Write(
        Network network,
        ModelDescription description,
        IReadOnlyDictionary<string, byte[]> goldenFrames,
        string modelFolder,
        Action<string>? fillReport = null)
    {
        var onnx = OnnxExporter.Export(network, description);
        var inputs = goldenFrames.ToDictionary(pair => pair.Key, pair => ToInput(pair.Key, pair.Value, description.InputSize));
        ParityCheck.Require(network, onnx, [.. inputs.Values]);
        using var options = new SessionOptions();
        using var classifier = FrameClassifier.Open(onnx, Name, options, maxBatch: 1);
        var golden = goldenFrames
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new GoldenFrame(pair.Key, ModelBundle.Sha256(pair.Value), Classify(classifier, inputs[pair.Key])));
        var manifest = new BundleManifest(description, ModelBundle.Sha256(onnx), GoldenTolerance, [.. golden]);
        return BundleWriter.Write(modelFolder, manifest, onnx, goldenFrames, fillReport);
    }

    /// <summary>An encoded picture as the model sees it: side x side x 3 bytes.</summary>
    internal static byte[] ToInput(string name, byte[] encoded, int side)
    {
        using var frame = FramePreprocessing.TryDecode(encoded)
            ?? throw new ArgumentException($"'{name}' is not a complete image; give a JPEG or PNG file.", nameof(encoded));
        var input = new byte[side * side * 3];
        FramePreprocessing.Resize(frame, input, side, side);
        return input;
    }

    private static Dictionary<Shared.Classes.DefectClass, double> Classify(FrameClassifier classifier, byte[] input)
    {
        input.CopyTo(classifier.Input(0));
        classifier.Run(1);
        var probabilities = classifier.Probabilities(0).ToArray();
        return classifier.Model.Classes.Zip(probabilities).ToDictionary(pair => pair.First, pair => (double)pair.Second);
    }
}
