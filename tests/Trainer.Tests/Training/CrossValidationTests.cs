using Defects.Shared.Classes;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class CrossValidationTests : IDisposable
{
    private static readonly TrainOptions Small =
        new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 2, Batch = 8, LearningRate = 2e-3, Seed = 5 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_EveryImage_IsScoredOnceByANetworkTrainedOnAllOtherPrints()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var progress = new RecordedProgress();

        var scores = CrossValidation.Execute(Small with { Epochs = 1 }, data, folds: 3, _folder["folds"], progress, TimeProvider.System, CancellationToken.None);

        Assert.Equal(data.Images.Select(i => i.Path).Order(), scores.Select(s => s.Image.Path).Order());
        var folds = GroupedFolds.Assign(data.Images, 3, Small.Seed);
        Assert.All(data.Images.Zip(folds).GroupBy(pair => pair.First.Group), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
        Assert.Equal(
            Enumerable.Range(0, 3).Select(fold => folds.Count(number => number != fold)), progress.Epochs.Select(e => e.Exposure.Sum(x => x.Images)));
    }

    [Fact]
    public void Execute_GroupsWithNearlyTheSamePicture_ShareAFold()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var (first, second) = (data.Images[0], data.Images[6]);
        Assert.NotEqual(first.Group, second.Group);
        var folds = GroupedFolds.Assign(data.Images, 6, Small.Seed);
        Assert.NotEqual(folds[0], folds[6]);
        using var noise = new Mat(48, 64, MatType.CV_8UC3);
        Cv2.Randu(noise, Scalar.All(0), Scalar.All(255));
        var copy = PictureFingerprint.Of(noise);
        var linked = data with { Pictures = new Dictionary<string, PictureFingerprint> { [first.Path] = copy, [second.Path] = copy } };

        var scores = CrossValidation.Execute(
            Small with { Epochs = 1 }, linked, folds: 6, _folder["folds"], new RecordedProgress(), TimeProvider.System, CancellationToken.None);

        Assert.Equal(data.Images.Count, scores.Count);
        Assert.Contains(Enumerable.Range(1, 6), fold =>
            File.ReadAllText(_folder[$"folds/fold_{fold}/scores.csv"]) is var held && held.Contains(first.Path, StringComparison.Ordinal) && held.Contains(second.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Execute_SecondTime_ReadsTheFoldsThatAreDone_ToTheLastDigit()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var first = CrossValidation.Execute(Small, data, folds: 2, _folder["folds"], new RecordedProgress(), TimeProvider.System, CancellationToken.None);

        var progress = new RecordedProgress();
        var second = CrossValidation.Execute(Small, data, folds: 2, _folder["folds"], progress, TimeProvider.System, CancellationToken.None);

        Assert.Empty(progress.Epochs);
        Assert.Equal(first.SelectMany(s => s.Logits), second.SelectMany(s => s.Logits));
    }

    [Fact]
    public void Execute_AuxiliaryImages_TrainAndAreNeverScored()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var marked = data with { Images = [.. data.Images.Select((image, i) => image with { Auxiliary = i % 4 == 0 && image.Split == Splits.Train })] };

        var scores = CrossValidation.Execute(Small with { Epochs = 1 }, marked, folds: 2, _folder["folds"], new RecordedProgress(), TimeProvider.System, CancellationToken.None);

        Assert.Equal(marked.Images.Count(i => !i.Auxiliary), scores.Count);
        Assert.DoesNotContain(scores, s => s.Image.Auxiliary);
    }
    [Fact]
    public void Execute_NetworksKept_ScoreTheirFoldAsItsRowsSay()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);

        var scores = CrossValidation.Execute(
            Small with { Epochs = 1 }, data, folds: 2, _folder["folds"], new RecordedProgress(), TimeProvider.System, CancellationToken.None, keepNetworks: true);

        using var network = NetworkCatalog.Create(Small.Architecture, data.Classes.Count);
        NetworkWeights.Load(network, CrossValidation.NetworkOf(_folder["folds"], 1));
        var held = CrossValidation.Part(data, 2, Small.Seed, withoutKinds: true)[1].Split(Splits.Validation);
        var again = NetworkScoring.Score(network, held, data.Classes, Small, CancellationToken.None);
        Assert.Equal(held, scores.TakeLast(held.Count).Select(s => s.Image));
        Assert.All(
            again.Zip(scores.TakeLast(held.Count)).SelectMany(pair => pair.First.Logits.Zip(pair.Second.Logits)),
            logit => Assert.Equal(logit.Second, logit.First, 1e-4 * (1 + Math.Abs(logit.Second))));
        CrossValidation.Clear(_folder["folds"], 2);
        Assert.False(File.Exists(CrossValidation.NetworkOf(_folder["folds"], 1)));
    }

    [Fact]
    public void Part_SimulatedCamera_IsUnknownToTheNetworkOfOneFold_AndKnownToAllOthers()
    {
        // Three auxiliary frames under each of the seven kinds of camera.
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var kinds = Enum.GetValues<CameraFamily>();
        var simulated = kinds.SelectMany(kind => Enumerable.Range(0, 3).Select(i =>
            data.Images[0] with { Path = $"{kind}{i}", Group = $"{kind}{i}", Source = SimulatedFolder.SourceOf(kind), Split = Splits.Train, Auxiliary = true }));
        var both = data with { Images = [.. data.Images, .. simulated] };
        var parts = CrossValidation.Part(both, folds: 3, seed: 5, withoutKinds: true);

        Assert.All(kinds, kind =>
        {
            var known = parts.Select(part => part.Images.Count(i => i.Auxiliary && i.Source == SimulatedFolder.SourceOf(kind))).ToList();
            Assert.Equal([0, 3, 3], known.Order());
            Assert.Contains(kind, UnseenStations.Kinds(known.IndexOf(0), 3));
        });
        Assert.Equal(data.Images.Count, parts.Sum(part => part.Split(Splits.Validation).Count));
        Assert.All(CrossValidation.Part(both, folds: 3, seed: 5, withoutKinds: false), part => Assert.Equal(21, part.Images.Count(i => i.Auxiliary)));
    }

    [Fact]
    public void Part_ClassThatOneKindOfCameraAloneShows_IsKept()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var alone = data.Images[0] with
        {
            Path = "alone",
            Group = "alone",
            Source = SimulatedFolder.SourceOf(CameraFamily.Top),
            Label = DefectClass.UnderExtrusion,
            Split = Splits.Train,
            Auxiliary = true,
        };

        var parts = CrossValidation.Part(data with { Images = [.. data.Images, alone] }, folds: 3, seed: 5, withoutKinds: true);

        Assert.All(parts, part => Assert.Contains(alone, part.Images));
    }
}
