using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Training;

public sealed class SourceHoldoutsTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_EachSource_TrainsOnTheOthersAndHoldsItWhole()
    {
        var data = TwoSources();

        Assert.Equal(["home", "shop"], SourceHoldouts.Of(data));
        var parted = SourceHoldouts.Without(data, "home");

        Assert.Equal(data.Images.Where(i => i.Source == "home").Select(i => i.Path).Order(), parted.Split(Splits.Validation).Select(i => i.Path).Order());
        Assert.Equal(data.Images.Where(i => i.Source == "shop").Select(i => i.Path).Order(), parted.Split(Splits.Train).Select(i => i.Path).Order());
    }

    [Fact]
    public void Without_ClassThatOnlyTheHeldSourceHas_IsNeitherLearntNorScored()
    {
        var parted = SourceHoldouts.Without(TwoSources(), "shop");

        Assert.Equal(new ClassSet([DefectClass.Good, DefectClass.Spaghetti]), parted.Classes);
        Assert.DoesNotContain(parted.Images, i => i.Label == DefectClass.Stringing);
    }

    [Fact]
    public void UnseenSources_SourceOfAClassThatOnlyItShows_IsNotLeftOut()
    {
        var data = TwoSources();
        data = data with { Images = [.. data.Images.Where(i => i.Label != DefectClass.Stringing), new LabelledImage("only.png", DefectClass.Stringing, "o", "strings only", "MIT", Splits.Train)] };

        Assert.Equal(["home", "shop"], UnseenSources.Of(data));
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
