using Defects.Agent.Cameras.Quality;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using OpenCvSharp;

namespace Defects.Agent.Tests.Cameras.Quality;

public sealed class FrameEyeTests
{
    private const int Side = 224;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FrameEye _eye = new(QualityLimits.Default);
    private int _seconds;

    [Fact]
    public void Look_GreyWall_HasItsValueAndNoShapes()
    {
        var look = Look(new Mat(Side, Side, MatType.CV_8UC3, Scalar.All(100)));

        Assert.Equal((100, 0, 0, 0), (look.Highlight, look.Burnt, look.Shapes, look.Detail));
        Assert.Null(look.Changed);
    }

    [Fact]
    public void Look_QuarterBurntOut_IsAQuarter()
    {
        var picture = new Mat(Side, Side, MatType.CV_8UC3, Scalar.All(100));
        Cv2.Rectangle(picture, new Rect(0, 0, Side / 2, Side / 2), Scalar.All(255), -1);

        Assert.Equal((255, 0.25), (Look(picture).Highlight, _last.Burnt));
    }

    [Fact]
    public void Look_TwoPixelsOfOneCellDiffer_OneOf784CellsChanged()
    {
        var picture = new Mat(Side, Side, MatType.CV_8UC3, Scalar.All(100));
        Look(picture.Clone());
        Assert.Equal(0, Look(picture.Clone()).Changed);
        picture.Set(9, 17, new Vec3b(101, 101, 101));
        picture.Set(10, 18, new Vec3b(99, 99, 99));

        Assert.Equal(1 / 784.0, Look(picture).Changed);
    }

    [Fact]
    public void Look_InputOfAnotherSize_MeasuresTheSame()
    {
        using var picture = Rendered(0);
        var small = Look(picture.Clone());
        var input = new byte[448 * 448 * 3];
        FramePreprocessing.Resize(picture, input, 448, 448);

        var large = new FrameEye(QualityLimits.Default).Look(input, 448, Start);

        Assert.Equal(small.Highlight, large.Highlight, 3.0);
        Assert.Equal(small.Shapes, large.Shapes, small.Shapes / 20);
        Assert.Equal(small.Detail, large.Detail, small.Detail / 10);
    }

    [Fact]
    public void Look_OutOfFocus_LosesSharpnessAndKeepsShapes()
    {
        using var picture = Rendered(0);
        var sharp = Look(picture.Clone());
        using var soft = picture.GaussianBlur(new Size(0, 0), 10);

        var look = Look(soft.Clone());

        Assert.Equal(1, sharp.Sharpness);
        Assert.InRange(look.Sharpness, 0, 0.4);
        Assert.InRange(look.Shapes, sharp.Shapes * 0.3, sharp.Shapes);
    }

    [Fact]
    public void Look_FirstPicturesSharperThanTheScene_AreNotWhatTheOthersAreHeldTo()
    {
        var (quality, dotted) = (FrameQuality.Start, 0.0);
        for (var i = 0; i < 60; i++)
        {
            using var rendered = Rendered(i);
            var picture = rendered.Resize(new Size(Side, Side), interpolation: InterpolationFlags.Area);

            // Dots of one pixel on the left half: no shapes, and all the more detail.
            for (var dot = 0; i < 3 && dot < Side * Side / 8; dot++)
            {
                picture.Set(2 * (dot / (Side / 4)), 2 * (dot % (Side / 4)), new Vec3b(255, 255, 255));
            }

            var look = Look(picture);
            dotted = i < 3 ? look.Detail : dotted;
            Assert.True(i < 3 || dotted > 4 * look.Detail);
            quality = quality.Observe(look, Start.AddSeconds(i), QualityLimits.Default);
            Assert.Null(quality.Fault);
        }
    }

    [Fact]
    public void Look_OutOfFocusAfterAMinute_IsHeldAgainstTheCamera()
    {
        var quality = FrameQuality.Start;
        for (var i = 0; i < 90; i++)
        {
            using var picture = Rendered(i);
            quality = quality.Observe(Look(i < 60 ? picture.Clone() : picture.GaussianBlur(new Size(0, 0), 10)), Start.AddSeconds(i), QualityLimits.Default);
        }

        Assert.Equal((CameraFault.Blurred, Start.AddSeconds(60)), (quality.Fault, quality.Since));
    }

    [Fact]
    public void Look_IdlePrinter_ChangesByItsSensorsNoiseAlone()
    {
        using var renderer = new PrintRenderer(new SimulatedPrint { Seed = 3, Failure = DefectClass.Good, Duration = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < 5; i++)
        {
            Look(FramePreprocessing.TryDecode(renderer.Render(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(i)).Jpeg)!);
        }

        Assert.InRange(_last.Changed!.Value, 0.5, 1);
    }

    [Fact]
    public void Look_CameraTurnedAside_LosesItsLikenessAndAPrintThatGrowsDoesNot()
    {
        for (var i = 0; i < 40; i++)
        {
            Look(Rendered(i), seconds: 5);
        }

        Assert.InRange(_last.Likeness!.Value, 0.85, 1);
        for (var i = 40; i < 48; i++)
        {
            using var picture = Rendered(i);
            using var shift = new Mat(2, 3, MatType.CV_64FC1, Scalar.All(0));
            shift.Set(0, 0, 1.0);
            shift.Set(1, 1, 1.0);
            shift.Set(0, 2, 150.0);
            Look(picture.WarpAffine(shift, picture.Size(), InterpolationFlags.Linear, BorderTypes.Reflect101), seconds: 5);
        }

        Assert.InRange(_last.Likeness!.Value, -1, 0.7);
    }

    [Fact]
    public void Look_AfterTheLampWasOff_IsAsSharpAndAsMuchAtItsPlaceAsBefore()
    {
        for (var i = 0; i < 40; i++)
        {
            Look(Rendered(i), seconds: 5);
        }

        // Noise by night has more detail than a print by day, and no edges where the print has them.
        for (var i = 0; i < 100; i++)
        {
            using var noise = new Mat(Side, Side, MatType.CV_8UC3);
            Cv2.SetTheRNG((ulong)i + 1);
            Cv2.Randu(noise, Scalar.All(0), Scalar.All(14));
            Look(noise.Clone(), seconds: 5);
        }

        var look = Look(Rendered(41), seconds: 5);

        Assert.InRange(look.Sharpness, 0.8, 1.25);
        Assert.InRange(look.Likeness!.Value, 0.85, 1);
    }

    [Fact]
    public void Look_AfterTheLensWasCleaned_IsAtItsPlace()
    {
        for (var i = 0; i < 40; i++)
        {
            Look(Rendered(i), seconds: 5);
        }

        for (var i = 0; i < 20; i++)
        {
            using var picture = Rendered(40 + i);
            Look(picture.GaussianBlur(new Size(0, 0), 12), seconds: 5);
            Assert.Null(_last.Likeness);
        }

        Assert.InRange(Look(Rendered(61), seconds: 5).Likeness!.Value, 0.85, 1);
    }

    private FrameLook _last;
    private PrintRenderer? _renderer;

    private Mat Rendered(int i)
    {
        _renderer ??= new PrintRenderer(new SimulatedPrint { Seed = 5, Failure = DefectClass.Good });
        return FramePreprocessing.TryDecode(_renderer.Render(TimeSpan.FromMinutes(20) + (5 * TimeSpan.FromSeconds(i))).Jpeg)!;
    }

    private FrameLook Look(Mat picture, int seconds = 1)
    {
        using (picture)
        {
            var input = new byte[Side * Side * 3];
            FramePreprocessing.Resize(picture, input, Side, Side);
            _seconds += seconds;
            return _last = _eye.Look(input, Side, Start.AddSeconds(_seconds));
        }
    }
}
