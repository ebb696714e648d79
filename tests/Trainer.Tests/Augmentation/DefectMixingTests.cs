using CsCheck;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Data;
using Defects.Trainer.Tests.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Augmentation;

public sealed class DefectMixingTests : IDisposable
{
    private static readonly DefectBox Box = new(0.25, 0.25, 0.25, 0.5);

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Apply_ShareOfOne_PastesOntoATrainingGoodAndKeepsTheLabel()
    {
        var defect = Image("d", DefectClass.Spaghetti, Box);
        var mixing = DefectMixing.For([Image("g1", DefectClass.Good), Image("g2", DefectClass.Good), defect, Image("s", DefectClass.Stringing)], new AugmentationOptions { MixingShare = 1 });

        var mixed = Enumerable.Range(0, 50).Select(seed => mixing.Apply(new FrameRequest("d", 3), defect, seed)).ToList();

        Assert.All(mixed, request => Assert.Equal(("d", 3), (request.Path, request.Label)));
        Assert.Equal(["g1", "g2"], mixed.Select(request => request.Background).Distinct().Order());
    }

    [Fact]
    public void Apply_AnyShare_MixesThatShareOfTheDraws_TheSameForTheSameSeed()
    {
        // 2000 draws at 0.25: 500, standard deviation 19.4.
        var defect = Image("d", DefectClass.Spaghetti, Box);
        var mixing = DefectMixing.For([Image("g", DefectClass.Good), defect], new AugmentationOptions { MixingShare = 0.25 });
        bool IsMixed(int seed) => mixing.Apply(new FrameRequest("d", 1), defect, seed).Background is not null;

        Assert.InRange(Enumerable.Range(0, 2000).Count(IsMixed), 420, 580);
        Assert.Equal(Enumerable.Range(0, 100).Select(IsMixed), Enumerable.Range(0, 100).Select(IsMixed));
    }

    [Fact]
    public void Apply_GoodFrame_GetsPatchesOfGoodFramesAsOftenAsTheClassThatIsMixedMost()
    {
        // Half of spaghetti has a box, none of stringing: spaghetti is mixed in 0.4 of its draws, so is good. 800 of 2000, deviation 21.9.
        var good = Image("g1", DefectClass.Good);
        LabelledImage[] images =
        [
            good, Image("g2", DefectClass.Good), Image("d", DefectClass.Spaghetti, Box), Image("u", DefectClass.Spaghetti), Image("s", DefectClass.Stringing),
        ];
        var mixing = DefectMixing.For(images, new AugmentationOptions { MixingShare = 0.8 });

        var mixed = Enumerable.Range(0, 2000).Select(seed => mixing.Apply(new FrameRequest("g1", 0), good, seed)).Where(r => r.Background is not null).ToList();

        Assert.InRange(mixed.Count, 710, 890);
        Assert.All(mixed, request => Assert.Equal(("g1", 0, Box), (request.Path, request.Label, Assert.Single(request.Boxes))));
        Assert.Equal(["g1", "g2"], mixed.Select(request => request.Background).Distinct().Order());
    }

    [Fact]
    public void Apply_NothingBoxedOrUnusableBoxes_ShowsFramesAsTheyAre()
    {
        var good = Image("g", DefectClass.Good, Box);
        var whole = Image("w", DefectClass.Spaghetti, new DefectBox(0, 0, 0.9, 0.7));
        var speck = Image("p", DefectClass.Spaghetti, new DefectBox(0.5, 0.5, 0.05, 0.05));
        var unboxed = Image("u", DefectClass.Stringing);
        var mixing = DefectMixing.For([good, whole, speck, unboxed], new AugmentationOptions { MixingShare = 1 });

        Assert.All(new[] { good, whole, speck, unboxed }, image =>
        {
            var request = mixing.Apply(new FrameRequest(image.Path, 0), image, seed: 1);
            Assert.Null(request.Background);
            Assert.Equal(image.Boxes, request.Boxes);
        });
    }

    [Fact]
    public void Apply_ShareOfNoneOrNoGoodFrame_NeverMixes()
    {
        var defect = Image("d", DefectClass.Spaghetti, Box);

        Assert.Equal(0, DefectMixing.For([Image("g", DefectClass.Good), defect], new AugmentationOptions { MixingShare = 0 }).ChanceFor(defect));
        Assert.Equal(0, DefectMixing.For([defect], new AugmentationOptions { MixingShare = 1 }).ChanceFor(defect));
    }

    [Fact]
    public void Apply_FarShare_ShowsThatShareOfEveryClassWhole_SmallerOnAGoodFrame_AndFineOnesNotTooSmall()
    {
        // 2000 draws at 0.25: 500, standard deviation 19.4.
        var boxed = Image("d", DefectClass.Spaghetti, Box);
        var mixing = DefectMixing.For([Image("g", DefectClass.Good), boxed], new AugmentationOptions { MixingShare = 0.9, FarShare = 0.25 });

        foreach (var (item, farthest) in new[] { (DefectClass.Good, 0.25), (DefectClass.Spaghetti, 0.25), (DefectClass.Stringing, 0.6), (DefectClass.UnderExtrusion, 0.6) })
        {
            var far = Enumerable.Range(0, 2000).Select(seed => mixing.Apply(new FrameRequest("x", 1), Image("x", item), seed)).Where(r => r.Size is not null).ToList();

            Assert.InRange(far.Count, 420, 580);
            Assert.All(far, request => Assert.Equal(("x", 1, "g", new DefectBox(0, 0, 1, 1)), (request.Path, request.Label, request.Background, Assert.Single(request.Boxes))));
            Assert.InRange(far.Min(request => request.Size!.Value), farthest, farthest + 0.01);
            Assert.InRange(far.Max(request => request.Size!.Value), 0.89, 0.9);
        }

        var ofBoxed = Enumerable.Range(0, 2000).Select(seed => mixing.Apply(new FrameRequest("d", 1), boxed, seed)).Where(r => r.Size is not null).ToList();
        Assert.InRange(ofBoxed.Count, 420, 580);
        Assert.All(ofBoxed, request => Assert.Equal((new DefectBox(0, 0, 1, 1), Box), (request.Pasted!, Assert.Single(request.Boxes))));
    }

    [Fact]
    public void Apply_Far_TakesABackgroundOfAnotherPrint_AsLongAsThereIsOne()
    {
        var mixing = DefectMixing.For([Image("a", DefectClass.Good), Image("b", DefectClass.Good)], new AugmentationOptions { MixingShare = 0, FarShare = 1 });
        IEnumerable<string?> Backgrounds(string print) =>
            Enumerable.Range(0, 50).Select(seed => mixing.Apply(new FrameRequest(print, 0), Image(print, DefectClass.Good), seed).Background).Distinct().Order();

        Assert.Equal(["b"], Backgrounds("a"));
        Assert.Equal(["a", "b"], Backgrounds("c"));
    }

    [Fact]
    public void Paste_WholeFrameSmaller_SaysWhereItsDefectCameToLie()
    {
        using var frame = new Mat(150, 200, MatType.CV_8UC3, Scalar.All(60));
        Cv2.Rectangle(frame, new Rect(50, 37, 50, 75), new Scalar(60, 60, 255), -1);
        for (var seed = 0; seed < 20; seed++)
        {
            using var background = new Mat(300, 400, MatType.CV_8UC3, Scalar.All(60));

            var found = Assert.Single(DefectPatch.Paste(frame, new DefectBox(0, 0, 1, 1), [Box], background, share: 0.5, new Random(seed)));

            using var red = background.InRange(new Scalar(0, 0, 150), new Scalar(160, 160, 255));
            var area = Cv2.BoundingRect(red);
            Assert.InRange(Math.Abs(area.X - found.X * 400) + Math.Abs(area.Y - found.Y * 300), 0, 4);
            Assert.InRange(Math.Abs(area.Width - found.Width * 400) + Math.Abs(area.Height - found.Height * 300), 0, 6);
        }
    }

    [Fact]
    public void Load_Far_ShowsTheWholeFrameAtThatSize()
    {
        // Red, 4 : 3, on grey of the same shape: half of each side, but for what the rim fades: an eighth of the shorter one all around.
        using var picture = new Mat(240, 320, MatType.CV_8UC3, new Scalar(0, 0, 200));
        Cv2.ImWrite(_folder["defect.png"], picture);
        using var grey = new Mat(480, 640, MatType.CV_8UC3, Scalar.All(67));
        Cv2.ImWrite(_folder["good.png"], grey);
        var request = new FrameRequest(_folder["defect.png"], 1, Seed: 4) { Boxes = [new DefectBox(0, 0, 1, 1)], Background = _folder["good.png"], Size = 0.5 };

        using var far = FrameLoader.Load(request, side: 224);

        using var changed = new Mat();
        Cv2.Absdiff(far, grey, changed);
        using var red = changed.InRange(new Scalar(0, 0, 70), Scalar.All(255));
        var area = Cv2.BoundingRect(red);
        Assert.InRange(area.Width, 320 - 0.125 * 240, 320);
        Assert.InRange(area.Height, 240 - 0.125 * 240, 240);
    }

    [Fact]
    public void Load_Mixed_ShowsTheWholeDefectOnTheBackground()
    {
        // A red defect on blue, pasted onto grey: nearly all of its red shows up, in a picture that is grey elsewhere.
        using var picture = new Mat(200, 320, MatType.CV_8UC3, new Scalar(160, 60, 40));
        Cv2.Rectangle(picture, new Rect(80, 50, 80, 100), new Scalar(0, 0, 200), -1);
        Cv2.ImWrite(_folder["defect.png"], picture);
        using var grey = new Mat(480, 640, MatType.CV_8UC3, Scalar.All(110));
        Cv2.ImWrite(_folder["good.png"], grey);

        for (var seed = 0; seed < 30; seed++)
        {
            using var mixed = FrameLoader.Load(new FrameRequest(_folder["defect.png"], 1, Seed: seed) { Boxes = [Box], Background = _folder["good.png"] }, side: 224);
            using var untouched = mixed.InRange(Scalar.All(110), Scalar.All(110));
            using var red = mixed.InRange(new Scalar(0, 0, 140), new Scalar(70, 70, 255));

            Assert.Equal(grey.Size(), mixed.Size());
            // The box is an eighth of its frame; its sides are 1 to 1.3 times as long here, with a margin of a fifth on each.
            var (share, rest) = (Cv2.CountNonZero(red) / (640.0 * 480), Cv2.CountNonZero(untouched) / (640.0 * 480));
            Assert.InRange(share, 0.9 * 0.125, 1.1 * 0.125 * 1.3 * 1.3);
            Assert.InRange(rest, 1 - 1.05 * 0.125 * 1.69 * 1.96, 1);
        }
    }

    [Fact]
    public void Paste_AnyBoxAndSizes_SaysWhereTheDefectCameToLie()
    {
        Gen.Select(Gen.Double[0, 0.7], Gen.Double[0, 0.7], Gen.Double[0.12, 0.9], Gen.Double[0.12, 0.9], Gen.Int[20, 400], Gen.Int)
            .Where((x, y, width, height, _, _) => x + width <= 1 && y + height <= 1 && width * height <= DefectMixing.LargestBox)
            .Sample(
                (x, y, width, height, side, seed) =>
                {
                    using var frame = new Mat(150, 200, MatType.CV_8UC3, Scalar.All(60));
                    Cv2.Rectangle(frame, new Rect((int)(x * 200), (int)(y * 150), (int)(width * 200), (int)(height * 150)), new Scalar(60, 60, 255), -1);
                    using var background = new Mat(side, 300, MatType.CV_8UC3, Scalar.All(60));
                    var box = new DefectBox(x, y, width, height);
                    var found = Assert.Single(DefectPatch.Paste(frame, box, [box], background, share: null, new Random(seed)));

                    using var red = background.InRange(new Scalar(0, 0, 150), new Scalar(160, 160, 255));
                    var area = Cv2.BoundingRect(red);
                    // A box at the frame's edge has no margin there and fades itself, by half of the feather.
                    return found.IsValid
                        && Math.Abs(area.X - found.X * 300) < 6 + 0.1 * area.Width && Math.Abs(area.Y - found.Y * side) < 6 + 0.1 * area.Height
                        && Math.Abs(area.Width - found.Width * 300) < 8 + 0.2 * area.Width && Math.Abs(area.Height - found.Height * side) < 8 + 0.2 * area.Height;
                },
                iter: 300,
                threads: 1);
    }

    private static LabelledImage Image(string path, DefectClass label, params DefectBox[] boxes) => new(path, label, path, "s", "MIT", "train") { Boxes = boxes };
}
