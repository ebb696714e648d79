using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Data;
using Defects.Trainer.Sampling;
using Defects.Trainer.Tests.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Augmentation;

public sealed class AugmentationSheetTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_ThreeClasses_HasARowForEach_TheSameForTheSameSeed()
    {
        var images = _folder.ColouredClasses().Split(Splits.Train)
            .Select(image => image.Label == DefectClass.Spaghetti ? image with { Boxes = [new DefectBox(0.3, 0.3, 0.4, 0.4)] } : image).ToList();
        var options = new AugmentationOptions();
        byte[] Write(string name, int seed)
        {
            AugmentationSheet.Write(_folder[name], images, AugmentationPolicy.For(ClassCount.Of(images), options), DefectMixing.For(images, options), seed);
            return File.ReadAllBytes(_folder[name]);
        }

        var first = Write("a.png", seed: 1);

        Assert.Equal(first, Write("b.png", seed: 1));
        Assert.NotEqual(first, Write("c.png", seed: 2));
        using var sheet = Cv2.ImRead(_folder["a.png"]);
        Assert.Equal(new Size(8 * 224, 3 * 224), sheet.Size());
        // The last of spaghetti's row is mixed: blue on the green of good, not all blue as the first is.
        Assert.True(Mean(sheet, column: 0, row: 2).Val0 > Mean(sheet, column: 0, row: 2).Val1 + 50);
        Assert.True(Mean(sheet, column: 7, row: 2).Val1 > Mean(sheet, column: 0, row: 2).Val1 + 20);
    }

    private static Scalar Mean(Mat sheet, int column, int row)
    {
        using var tile = sheet[new Rect(column * 224, row * 224, 224, 200)];
        return Cv2.Mean(tile);
    }
}
