using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class SourceHoldoutsTests : IDisposable
{
    private static readonly TrainOptions Small =
        new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 1, Batch = 8, Seed = 5 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_EachSource_IsScoredWholeByANetworkThatNeverSawIt()
    {
        var data = TwoSources();
        var progress = new RecordedProgress();

        var held = SourceHoldouts.Execute(Small, data, _folder["sources"], progress, TimeProvider.System, CancellationToken.None);

        Assert.Equal(["home", "shop"], held.Select(h => h.Source));
        foreach (var (source, number) in held.Select((h, i) => (h, i)))
        {
            Assert.Equal(
                data.Images.Where(i => i.Source == source.Source && source.Classes.Contains(i.Label)).Select(i => i.Path).Order(),
                source.Scores.Select(s => s.Image.Path).Order());
            Assert.Equal(data.Images.Count(i => i.Source != source.Source), progress.Epochs[number].Exposure.Sum(x => x.Images));
        }
    }

    [Fact]
    public void Without_ClassThatOnlyTheHeldSourceHas_IsNeitherLearntNorScored()
    {
        var parted = SourceHoldouts.Without(TwoSources(), "shop");

        Assert.Equal(new ClassSet([DefectClass.Good, DefectClass.Spaghetti]), parted.Classes);
        Assert.DoesNotContain(parted.Images, i => i.Label == DefectClass.Stringing);
    }

    [Fact]
    public void Without_PictureThatNearlyRepeatsAHeldOne_DoesNotTrain()
    {
        var data = TwoSources();
        var (home, shop) = (data.Images.First(i => i.Source == "home"), data.Images.First(i => i.Source == "shop" && i.Label == DefectClass.Good));
        using var noise = new Mat(48, 64, MatType.CV_8UC3);
        Cv2.Randu(noise, Scalar.All(0), Scalar.All(255));
        var alike = PictureFingerprint.Of(noise);
        data = data with { Pictures = new Dictionary<string, PictureFingerprint> { [home.Path] = alike, [shop.Path] = alike } };

        var training = SourceHoldouts.Without(data, "shop").Split(Splits.Train);

        Assert.Equal(data.Images.Where(i => i.Source == "home" && i.Group != home.Group).Select(i => i.Path), training.Select(i => i.Path));
    }

    /// <summary>Stringing stands in the shop only.</summary>
    private Dataset TwoSources()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        return data with
        {
            Images = [.. data.Images.Select((image, i) => image with { Source = image.Label == DefectClass.Stringing || i % 12 < 6 ? "shop" : "home" })],
        };
    }
}
