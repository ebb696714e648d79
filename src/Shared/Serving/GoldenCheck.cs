using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Shared.Serving;

/// <summary>
/// Opens a bundle and proves on its golden frames that this machine, runtime and provider give the probabilities that the
/// trainer saw.
/// </summary>
public static class GoldenCheck
{
    /// <returns>A classifier ready to serve; the caller disposes it.</returns>
    /// <exception cref="BundleException">A file is damaged, the description disagrees, or a golden probability is off.</exception>
    public static FrameClassifier Open(ModelBundle bundle, SessionOptions options, int maxBatch)
    {
        var modelFile = Path.Combine(bundle.Folder, BundleLayout.ModelFile);
        var classifier = FrameClassifier.Open(bundle.Onnx, modelFile, options, maxBatch);
        try
        {
            RequireSameModel(bundle, classifier.Model, modelFile);
            foreach (var golden in bundle.Manifest.Golden)
            {
                Verify(bundle, golden, classifier);
            }

            return classifier;
        }
        catch
        {
            classifier.Dispose();
            throw;
        }
    }

    private static void RequireSameModel(ModelBundle bundle, ModelDescription inOnnx, string modelFile)
    {
        var stated = BundleJson.Write(bundle.Manifest.Model);
        if (stated != BundleJson.Write(inOnnx))
        {
            throw new BundleException(
                modelFile,
                $"the ONNX file describes {inOnnx.Name}/{inOnnx.Version} ({inOnnx.ClassSet()}) otherwise than the manifest beside it",
                "the same description in both",
                "Do not edit manifest.json by hand; export the model again.");
        }
    }

    private static void Verify(ModelBundle bundle, GoldenFrame golden, FrameClassifier classifier)
    {
        var file = Path.Combine(bundle.Folder, BundleLayout.GoldenFolder, golden.File);
        using var frame = FramePreprocessing.TryDecode(bundle.ReadGolden(golden))
            ?? throw new BundleException(file, "not a complete image", "a JPEG", "Copy the bundle again from where it was made.");
        FramePreprocessing.Resize(frame, classifier.Input(0), classifier.Model.InputSize, classifier.Model.InputSize);
        classifier.Run(1);

        for (var column = 0; column < classifier.Model.Classes.Count; column++)
        {
            var item = classifier.Model.Classes[column];
            var found = classifier.Probabilities(0)[column];
            if (!golden.Probabilities.TryGetValue(item, out var expected))
            {
                throw new BundleException(file, $"no probability stated for {item}", "one for each class of the model", "Export the model again.");
            }

            // Written so that NaN fails as well.
            if (!(Math.Abs(found - expected) <= bundle.Manifest.GoldenTolerance))
            {
                throw new BundleException(
                    file,
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P({item}) = {found:F4} on this machine"),
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{expected:F4} within {bundle.Manifest.GoldenTolerance}"),
                    "This runtime or provider computes something else than the trainer did: try --provider cpu, or another ONNX Runtime version.");
            }
        }
    }
}
