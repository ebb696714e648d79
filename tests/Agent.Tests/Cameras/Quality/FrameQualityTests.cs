using CsCheck;
using Defects.Agent.Cameras.Quality;

namespace Defects.Agent.Tests.Cameras.Quality;

public sealed class FrameQualityTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly FrameLook Healthy = new(Highlight: 180, Burnt: 0.01, Shapes: 20, Detail: 0.3, Sharpness: 1, Changed: 1, Likeness: 0.98);
    private static readonly FrameLook Dark = Healthy with { Highlight = 10 };

    public static TheoryData<string, double, double, double> Faults => new()
    {
        // Begins at the first figure, goes on at the second and ends at the third.
        { nameof(CameraFault.Dark), 29, 39, 40 },
        { nameof(CameraFault.Overexposed), 0.5, 0.4, 0.39 },
        { nameof(CameraFault.Covered), 2.9, 3.9, 4 },
        { nameof(CameraFault.Blurred), 0.44, 0.54, 0.55 },
        { nameof(CameraFault.Frozen), 0.02, 0.05, 0.06 },
        { nameof(CameraFault.Moved), 0.74, 0.81, 0.82 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Judge_FigureBetweenItsLimits_KeepsTheFaultAndBeginsNone(string name, double begins, double keeps, double ends)
    {
        var (limits, fault) = (QualityLimits.Default, Enum.Parse<CameraFault>(name));

        Assert.Equal(fault, limits.Judge(With(fault, begins), null));
        Assert.Null(limits.Judge(With(fault, keeps), null));
        Assert.Equal(fault, limits.Judge(With(fault, keeps), fault));
        Assert.Null(limits.Judge(With(fault, ends), fault));
    }

    [Fact]
    public void Judge_LensTapedOver_IsDarkAndNotEverythingElseAsWell() =>
        Assert.Equal(CameraFault.Dark, QualityLimits.Default.Judge(new FrameLook(3, 0, 0.2, 0, 0, 0, 0), null));

    [Fact]
    public void Judge_FirstPicture_IsNeitherFrozenNorMoved() =>
        Assert.Null(QualityLimits.Default.Judge(Healthy with { Changed = null, Likeness = null }, null));

    [Fact]
    public void Observe_DarkForItsTime_IsHeldSinceItBegan()
    {
        var quality = Watch(FrameQuality.Start, Healthy, 0, 1, 2);
        quality = Watch(quality, Dark, 3, 4, 5, 6, 7, 8, 9, 10);
        Assert.Null(quality.Fault);

        quality = Watch(quality, Dark, 11);
        Assert.Equal((CameraFault.Dark, Start.AddSeconds(3)), (quality.Fault, quality.Since));

        // It takes three seconds of light to end it.
        quality = Watch(quality, Healthy, 12, 13, 14);
        Assert.Equal(CameraFault.Dark, quality.Fault);
        quality = Watch(quality, Healthy, 15);
        Assert.Equal(((CameraFault?)null, Start.AddSeconds(12)), (quality.Fault, quality.Since));
    }

    [Fact]
    public void Observe_LampThatFlickers_ChangesNothing()
    {
        var quality = FrameQuality.Start;
        for (var second = 0; second < 120; second++)
        {
            quality = Watch(quality, second % 6 == 5 ? Healthy : Dark, second);
            Assert.Null(quality.Fault);
        }
    }

    [Fact]
    public void Observe_OnePictureInTenMinutes_TakesThreeOfThem()
    {
        var quality = Watch(FrameQuality.Start, Dark, 0, 600);
        Assert.Null(quality.Fault);
        Assert.Equal(CameraFault.Dark, Watch(quality, Dark, 1200).Fault);
    }

    [Fact]
    public void Observe_SamePictureFor20Seconds_IsFrozen()
    {
        var quality = FrameQuality.Start;
        for (var second = 0; second <= 20; second++)
        {
            Assert.Null(quality.Fault);
            quality = Watch(quality, Healthy with { Changed = 0 }, second);
        }

        Assert.Equal(CameraFault.Frozen, quality.Fault);
    }

    [Fact]
    public void Observe_AnySequence_HoldsOnlyWhatWasSeenLastForItsTime() =>
        Gen.Select(Gen.Int[0, 2], Gen.Double[0, 6]).List[1, 60].Sample(steps =>
        {
            FrameLook[] looks = [Healthy, Dark, Healthy with { Burnt = 0.9 }];
            CameraFault?[] verdicts = [null, CameraFault.Dark, CameraFault.Overexposed];
            List<(int Seen, double At)> seen = [];
            var (quality, now) = (FrameQuality.Start, 0.0);
            foreach (var (index, pause) in steps)
            {
                now += pause;
                var before = quality.Fault;
                quality = quality.Observe(looks[index], Start.AddSeconds(now), QualityLimits.Default);
                seen.Add((index, now));
                if (quality.Fault != before)
                {
                    var same = seen.AsEnumerable().Reverse().TakeWhile(item => item.Seen == index).ToList();
                    if (quality.Fault != verdicts[index] || same.Count < 3 || now - same[^1].At < (quality.Fault is null ? 3 : 8) - 1e-6)
                    {
                        return false;
                    }
                }
            }

            return true;
        });

    private static FrameQuality Watch(FrameQuality quality, FrameLook look, params int[] seconds) =>
        seconds.Aggregate(quality, (before, second) => before.Observe(look, Start.AddSeconds(second), QualityLimits.Default));

    private static FrameLook With(CameraFault fault, double figure) => fault switch
    {
        CameraFault.Dark => Healthy with { Highlight = figure },
        CameraFault.Overexposed => Healthy with { Burnt = figure },
        CameraFault.Covered => Healthy with { Shapes = figure },
        CameraFault.Blurred => Healthy with { Sharpness = figure },
        CameraFault.Frozen => Healthy with { Changed = figure },
        _ => Healthy with { Likeness = figure },
    };
}
