using Defects.Shared.Imaging;
using Defects.Agent.Inference;
using Defects.EndToEnd.Parts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Serving;
using Defects.Shared.Simulation;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Training;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Defects.EndToEnd.House;

/// <summary>One file through the trainer's way and through the agent's: a model must never be served pixels it could not have learnt from.</summary>
public sealed class SamePixelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SimulatedFrame_ThroughTrainerAndAgent_IsTheSameByteForByte()
    {
        using var renderer = new PrintRenderer(new SimulatedPrint { Seed = 5, Failure = DefectClass.Stringing, Onset = TimeSpan.FromMinutes(10) });
        var file = Path.Combine(_folder.Path, "frame.jpg");
        File.WriteAllBytes(file, renderer.Render(TimeSpan.FromMinutes(40)).Jpeg);

        AssertSamePixels([file]);
    }

    [Fact]
    public void RealFrames_ThroughTrainerAndAgent_AreTheSameByteForByte()
    {
        Assert.SkipUnless(RealPrints.Folder is not null, RealPrints.Absent);

        AssertSamePixels([.. RealPrints.Rows().Chunk(100).Select(rows => rows[0].Path)]);
    }

    private static void AssertSamePixels(IReadOnlyList<string> files)
    {
        using var options = new SessionOptions();
        using var classifier = GoldenCheck.Open(ModelBundle.Read(Repository.PathOf("models/defects/champion")), options, maxBatch: 1);
        foreach (var file in files)
        {
            using var scope = NewDisposeScope();
            using var batch = FrameBatch.Load([new FrameRequest(file, Label: 0)], classifier.Model.InputSize);

            Assert.True(FrameDecoding.TryFill(classifier, 0, File.ReadAllBytes(file), FrameView.Whole), file);
            Assert.True(classifier.Input(0).SequenceEqual(batch.ToTensors(CPU).Frames.data<byte>().ToArray()), file);
        }
    }
}
