using Defects.EndToEnd.Parts;
using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Training;
using Microsoft.ML.OnnxRuntime;

namespace Defects.EndToEnd.House;

/// <summary>The bundle of this repository, as an agent and as the trainer read it.</summary>
public class ShippedBundleTests
{
    private static readonly string Champion = Repository.PathOf("models/defects/champion");

    [Fact]
    public void Champion_OfThisRepository_PassesItsGoldenFramesAndStaysSmall()
    {
        var bundle = ModelBundle.Read(Champion);
        using var options = new SessionOptions();
        using var classifier = GoldenCheck.Open(bundle, options, maxBatch: 1);

        Assert.Equal([0, 1, 2, 4], classifier.Model.ClassIds);
        Assert.Equal(8, bundle.Manifest.Golden.Count);
        Assert.True(Directory.EnumerateFiles(bundle.Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) < 20_000_000);
    }

    [Fact]
    public void Champion_SaysByWhichRecipeARetrainingGoesOn() => Assert.NotNull(TrainingRecipe.Read(Champion));

    [Fact]
    public void Champion_ReadBackAsANetwork_AgreesWithItsGraphOnRealFrames()
    {
        Assert.SkipUnless(RealPrints.Folder is not null, RealPrints.Absent);
        var bundle = ModelBundle.Read(Champion);
        var model = bundle.Manifest.Model;
        using var network = NetworkCatalog.Create(model.Architecture, model.Classes.Count);
        BundleWeights.Load(network, bundle.Onnx, bundle.Folder);
        var frames = RealPrints.Rows().Where(row => row.Split == "test").Chunk(30).Select(rows => Input(rows[0].Path, model.InputSize)).Take(8).ToList();

        Assert.Equal(8, frames.Count);
        Assert.InRange(ParityCheck.Require(network, bundle.Onnx, frames), 0, ParityCheck.Tolerance);
    }

    private static byte[] Input(string file, int side)
    {
        using var frame = FramePreprocessing.TryDecode(File.ReadAllBytes(file));
        var input = new byte[side * side * 3];
        FramePreprocessing.Resize(frame!, input, side, side);
        return input;
    }
}
