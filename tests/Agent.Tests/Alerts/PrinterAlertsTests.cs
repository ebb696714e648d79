using CsCheck;
using Defects.Agent.Alerts;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Alerts;

public sealed class PrinterAlertsTests
{
    private static readonly AlertRules Shipped = new(
        [
            AlertRule.BuiltIn(new ClassThreshold(DefectClass.Stringing, 0.6, 0.4, 0)),
            AlertRule.BuiltIn(new ClassThreshold(DefectClass.Spaghetti, 0.6, 0.4, 0)),
        ],
        Stale: TimeSpan.FromSeconds(5));

    /// <summary>With a time constant and a hold that the times below were worked out for.</summary>
    private static readonly AlertRules Rules = Shipped with
    {
        Classes =
        [
            .. Shipped.Classes.Select(rule => rule with
            {
                TimeConstant = rule.Class == DefectClass.Spaghetti ? TimeSpan.FromSeconds(10) : rule.TimeConstant,
                SetHold = TimeSpan.FromSeconds(15),
            }),
        ],
    };

    [Fact]
    public void Observe_SpaghettiFromTheFirstFrame_BeginsWhenWorkedOutByHand()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(0, 60, 1, _ => 0.9);

        // 0.9 (1 - exp(-t / 10)) reaches 0.6 at t = 10 ln 3 = 10.99 s: first at the frame of 11 s; held 15 s: 26 s.
        var begin = Assert.Single(footage.Events, e => e.Stage == AlertStage.Begin);
        Assert.Equal(26, footage.SecondsOf(begin));
        Assert.Equal(DefectClass.Spaghetti, begin.Class);
        Assert.Equal(0.9, begin.Probability);
        Assert.Equal(0.9 * (1 - Math.Exp(-2.6)), begin.Evidence, 9);
        Assert.Equal(TimeSpan.FromSeconds(15), begin.EvidenceTime);
        Assert.Equal(0.6, begin.Rule.Set);
        Assert.Equal(0.9, begin.Probabilities[DefectClass.Spaghetti]);
    }

    [Fact]
    public void Observe_SpaghettiTakenAway_EndsWhenWorkedOutByHandUnderTheSameId()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(0, 200, 1, second => second <= 40 ? 0.9 : 0);

        // 0.9 (1 - exp(-4)) = 0.8835 at 40 s; below 0.4 after 10 ln(0.8835 / 0.4) = 7.92 s: at 48 s; held 60 s: 108 s.
        var end = Assert.Single(footage.Events, e => e.Stage == AlertStage.End);
        Assert.Equal(108, footage.SecondsOf(end));
        Assert.Single(footage.Events.Select(e => e.Id).Distinct());
    }

    [Fact]
    public void Observe_LongFailure_StaysOneAlertAndIsToldEveryThirtySeconds()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(0, 7200, 2, _ => 0.95);

        Assert.Single(footage.Events, e => e.Stage == AlertStage.Begin);
        Assert.DoesNotContain(footage.Events, e => e.Stage == AlertStage.End);
        var times = footage.Events.Select(footage.SecondsOf).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(30, pair.Second - pair.First));
    }

    [Fact]
    public void Observe_AFewBadFramesNowAndThen_BeginsNothing()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(0, 7200, 1, second => second % 60 < 10 ? 0.95 : 0.02);

        Assert.Empty(footage.Events);
    }

    [Fact]
    public void Observe_OneFrameAfterAnHour_DoesNotCompleteTheHold()
    {
        var footage = new AlertFootage(Rules);

        // Pending since 11 s; the hour counts as the longest silence, 5 s: 3 s + 5 s < 15 s.
        footage.Play(0, 14, 1, _ => 0.9);
        footage.See("bed", 3614, 0.9);

        Assert.Empty(footage.Events);
    }

    [Fact]
    public void Observe_AnHourUnwatchedUnderALongTimeConstant_NeitherBeginsNorEndsAnAlert()
    {
        var footage = new AlertFootage(Shipped);
        void Play(int from, int to, double stringing)
        {
            for (var second = from; second <= to; second++)
            {
                footage.See("bed", second, 0, stringing);
            }
        }

        // 0.9 (1 - exp(-t / 60)) reaches 0.6 at 60 ln 3 = 65.9 s. Held 1 s at 67 s and 5 s for the hour, so 24 s more.
        Play(0, 67, 0.9);
        Play(3667, 3690, 0.9);
        Assert.Empty(footage.Events);
        Play(3691, 3700, 0.9);
        Assert.Equal(3691, footage.SecondsOf(Assert.Single(footage.Events)));

        // It lets go within a minute or so; of 60 s that it must stay so the hour counts for 5.
        Play(3701, 3780, 0);
        footage.See("bed", 7380, 0);
        Assert.DoesNotContain(footage.Events, told => told.Stage == AlertStage.End);
        Play(7381, 7440, 0);
        Assert.Equal(AlertStage.End, footage.Events[^1].Stage);
    }

    [Fact]
    public void Observe_TwoCameras_TheOneThatSeesItBeginsTheAlert()
    {
        var footage = new AlertFootage(Rules);
        for (var second = 0; second <= 30; second++)
        {
            footage.See("nozzle", second, 0.9);
            footage.See("bed", second + 0.5, 0.05);
        }

        var begin = Assert.Single(footage.Events);
        Assert.Equal("nozzle", begin.Camera);
        Assert.Equal(26, footage.SecondsOf(begin));
    }

    [Fact]
    public void Observe_CameraSilentWithHighEvidence_DoesNotKeepTheOthersFromBeingHeard()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(0, 20, 1, _ => 0.95, "nozzle");
        footage.Play(30, 90, 1, _ => 0.7);

        // 0.7 (1 - exp(-t / 10)) reaches 0.6 at 19.5 s: 30 + 20 + 15.
        Assert.Equal(65, footage.SecondsOf(footage.Events[0]));
        Assert.Equal("bed", footage.Events[0].Camera);
    }

    [Fact]
    public void Observe_ClockSetBackAfterACameraFellSilent_TheOthersAreHeard()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(7200, 7220, 1, _ => 0.95, "nozzle");
        footage.Play(0, 120, 1, _ => 0.7);

        // 20 s to reach 0.6 as in the test above, held for 15 s.
        Assert.Equal(35, footage.SecondsOf(footage.Events[0]));
    }

    [Fact]
    public void Observe_CameraSilentAfterItsAlert_LetsNoOtherEndIt()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(0, 40, 1, _ => 0.9, "nozzle");
        footage.Play(41, 600, 1, _ => 0.02);

        Assert.DoesNotContain(footage.Events, e => e.Stage == AlertStage.End);

        footage.Play(601, 700, 1, _ => 0.02, "nozzle");
        Assert.Single(footage.Events, e => e.Stage == AlertStage.End);
    }

    [Fact]
    public void Observe_ModelSwappedForOneWithoutTheClass_EndsItsAlert()
    {
        var footage = new AlertFootage(Rules);
        footage.Play(0, 30, 1, _ => 0.9);
        footage.Rules = Rules with { Classes = [Rules.Classes[0]] };
        footage.See("bed", 31, 0.9);

        Assert.Equal([AlertStage.Begin, AlertStage.End], footage.Events.Select(e => e.Stage));
    }

    [Fact]
    public void Observe_SameClipAtAnyFrameRate_BeginsWithinAFifthOfTheTime() =>
        Gen.Select(Gen.Double[0.75, 1], Gen.Double[0, 0.2], Gen.Double[0, 60], Gen.Double[0, 0.1]).Sample((plain, before, onset, wobble) =>
        {
            double Scene(double second) => second < onset ? before : plain - (wobble * Math.Abs(Math.Sin(second)));
            var times = new[] { 0.5, 2, 15 }.Select(rate =>
            {
                var footage = new AlertFootage(Shipped);
                footage.Play(0, onset + 120, rate, Scene);
                return footage.SecondsOf(footage.Events[0]) - onset;
            }).ToList();

            Assert.True(times.Max() <= times.Min() * 1.2, $"{string.Join(" s, ", times)} s after the onset");
        }, iter: 300);
}
