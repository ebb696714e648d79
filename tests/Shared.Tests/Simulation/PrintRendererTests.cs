using CsCheck;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;
using OpenCvSharp;

namespace Defects.Shared.Tests.Simulation;

public class PrintRendererTests
{
    private static readonly TimeSpan Onset = TimeSpan.FromMinutes(20);

    private static readonly DefectClass[] Failures = [DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti];

    public static TheoryData<string> FailureNames => [.. Failures.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(FailureNames))]
    public void Render_TimesInAnyOrderByAnyRenderer_SameBytes(string failure)
    {
        TimeSpan[] times = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(31.7), TimeSpan.FromMinutes(60)];
        using var forwards = new PrintRenderer(Print(7, failure));
        using var backwards = new PrintRenderer(Print(7, failure));

        var first = times.Select(t => forwards.Render(t).Jpeg).ToList();
        var second = times.Reverse().Select(t => backwards.Render(t).Jpeg).Reverse().ToList();

        Assert.Equal(first, second);
    }

    [Theory]
    [MemberData(nameof(FailureNames))]
    public void Render_BeforeTheOnset_IsTheGoodPrintToTheByte(string failure)
    {
        var before = Onset - TimeSpan.FromTicks(1);
        using var failing = new PrintRenderer(Print(3, failure));
        using var good = new PrintRenderer(Print(3, "good"));

        var frame = failing.Render(before);

        Assert.Equal(DefectClass.Good, frame.Label);
        Assert.Equal(good.Render(before).Jpeg, frame.Jpeg);
        Assert.Equal(new DefectExtent(0, null), failing.VisibleDefect(before));
    }

    [Theory]
    [MemberData(nameof(FailureNames))]
    public void Render_FromTheOnset_CarriesTheFailure(string failure)
    {
        using var renderer = new PrintRenderer(Print(3, failure));

        Assert.Equal(DefectClass.FromName(failure), renderer.Render(Onset).Label);
        Assert.Equal(DefectClass.FromName(failure), renderer.Render(TimeSpan.FromHours(2)).Label);
    }

    [Theory]
    [MemberData(nameof(FailureNames))]
    public void VisibleDefect_MoreTimeOrStrength_ChangesMoreOfTheFrame(string failure)
    {
        // Averaged over prints, because on a single one the head may stand before the failure.
        double Share(double minutes, double strength) => Enumerable.Range(1, 8).Average(seed =>
        {
            using var renderer = new PrintRenderer(Print(seed, failure) with { Strength = strength });
            return renderer.VisibleDefect(TimeSpan.FromMinutes(minutes)).Share;
        });

        var soon = Share(23, 0.7);
        var late = Share(50, 0.7);
        Assert.InRange(soon, 1e-4, late * 0.8);
        Assert.InRange(Share(50, 0.3), 1e-3, late * 0.95);
    }

    [Theory]
    [MemberData(nameof(FailureNames))]
    public void RenderWithoutDefect_AfterTheOnset_DiffersInsideTheDefectsBoxOnly(string failure)
    {
        var time = TimeSpan.FromMinutes(50);
        using var renderer = new PrintRenderer(Print(4, failure));
        using var with = Cv2.ImDecode(renderer.Render(time).Jpeg, ImreadModes.Grayscale);
        using var without = Cv2.ImDecode(renderer.RenderWithoutDefect(time).Jpeg, ImreadModes.Grayscale);
        using var difference = new Mat();
        Cv2.Absdiff(with, without, difference);

        var box = renderer.VisibleDefect(time).Box!.Value;
        // JPEG blocks and the lens carry a change a few pixels further.
        var area = new Rect((int)(box.X * 640) - 20, (int)(box.Y * 480) - 20, (int)(box.Width * 640) + 40, (int)(box.Height * 480) + 40);
        Cv2.MinMaxLoc(difference, out _, out double inside);
        difference[area & new Rect(0, 0, 640, 480)].SetTo(Scalar.Black);
        Cv2.MinMaxLoc(difference, out _, out double outside);
        Assert.True(inside > 30 && outside < 12, $"{inside} inside, {outside} outside");
    }

    [Fact]
    public void RenderWithoutDefect_BeforeTheOnset_IsTheFrameItself()
    {
        using var renderer = new PrintRenderer(Print(4, "stringing"));
        var before = Onset / 2;

        Assert.Equal(renderer.Render(before).Jpeg, renderer.RenderWithoutDefect(before).Jpeg);
    }

    [Fact]
    public void Render_StillScene_NoiseDiffersFromFrameToFrame()
    {
        using var renderer = new PrintRenderer(Print(5, "good"));
        var finished = TimeSpan.FromMinutes(70);

        Assert.NotEqual(renderer.Render(finished).Jpeg, renderer.Render(finished + TimeSpan.FromSeconds(1)).Jpeg);
    }

    [Fact]
    public void Render_AnySeedClassCameraAndTime_IsASaneFrame()
    {
        var prints = Gen.Select(Gen.Int, Gen.Int[0, 3].Select(i => i == 3 ? DefectClass.Good : Failures[i]), Gen.Double[0.01, 1], Gen.Enum<CameraFamily>(), Gen.Double[0, 120]);
        prints.Sample(
            (seed, failure, strength, camera, minutes) =>
            {
                using var renderer = new PrintRenderer(
                    new SimulatedPrint { Seed = seed, Failure = failure, Onset = Onset, Strength = strength, Camera = camera });
                using var frame = FramePreprocessing.TryDecode(renderer.Render(TimeSpan.FromMinutes(minutes)).Jpeg);
                var mean = Cv2.Mean(frame!);
                return frame!.Size() == new OpenCvSharp.Size(640, 480) && (mean.Val0 + mean.Val1 + mean.Val2) / 3 is > 20 and < 235;
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Render_TimeBeforeThePrint_Throws()
    {
        using var renderer = new PrintRenderer(Print(1, "good"));

        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Render(TimeSpan.FromSeconds(-1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Constructor_StrengthOutOfRange_SaysWhich(double strength)
    {
        var error = Assert.Throws<ArgumentException>(() => new PrintRenderer(Print(1, "spaghetti") with { Strength = strength }));

        Assert.Contains("(0, 1]", error.Message, StringComparison.Ordinal);
    }

    private static SimulatedPrint Print(int seed, string failure) =>
        new() { Seed = seed, Failure = DefectClass.FromName(failure), Onset = Onset };
}
