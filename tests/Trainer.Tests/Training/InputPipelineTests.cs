using Defects.Shared.Imaging;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using OpenCvSharp;
using static TorchSharp.torch;

namespace Defects.Trainer.Tests.Training;

public sealed class InputPipelineTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_ManyBatches_GivesTheRequestsInOrder_ByteForByteAsServed()
    {
        var paths = Enumerable.Range(0, 11).Select(i => _folder.Picture($"{i}.png", new Scalar(i * 20, 100, 50), i)).ToList();

        var found = Collect(paths.Select((path, i) => new FrameRequest(path, i)));

        Assert.Equal(Enumerable.Range(0, 11).Select(i => (long)i), found.Labels);
        var expected = paths.SelectMany(path =>
        {
            using var frame = FramePreprocessing.TryDecode(File.ReadAllBytes(path))!;
            var input = new byte[32 * 32 * 3];
            FramePreprocessing.Resize(frame, input, 32, 32);
            return input;
        });
        Assert.Equal(expected, found.Pixels);
    }

    [Fact]
    public void Read_Augmented_IsTheSameForTheSameSeeds()
    {
        var path = _folder.Picture("a.png", new Scalar(10, 200, 60));
        var requests = Enumerable.Range(0, 9).Select(i => new FrameRequest(path, 0, AugmentationAmounts.Of(1, 1), Seed: i)).ToList();

        Assert.Equal(Collect(requests).Pixels, Collect(requests).Pixels);
        Assert.NotEqual(Collect(requests).Pixels, Collect(requests.Select(r => r with { Seed = r.Seed + 100 })).Pixels);
    }

    [Fact]
    public void Read_FileThatBroke_IsNamed()
    {
        var path = _folder.Write("a.png", "no picture");

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => Collect([new FrameRequest(path, 0)])).Message);
    }

    private static (List<long> Labels, List<byte> Pixels) Collect(IEnumerable<FrameRequest> requests)
    {
        var (labels, pixels) = (new List<long>(), new List<byte>());
        foreach (var batch in InputPipeline.Read(requests, batchSize: 4, side: 32))
        {
            using var returned = batch;
            using var scope = NewDisposeScope();
            var tensors = batch.ToTensors(CPU);
            labels.AddRange(tensors.Labels.data<long>().ToArray());
            pixels.AddRange(tensors.Frames.data<byte>().ToArray());
        }

        return (labels, pixels);
    }
}
