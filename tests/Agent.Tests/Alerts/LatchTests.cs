using CsCheck;
using Defects.Agent.Alerts;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Alerts;

public sealed class LatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly AlertRule Rule = new(
        DefectClass.Spaghetti, Set: 0.6, Reset: 0.4, TimeConstant: Seconds(10), SetHold: Seconds(15), ResetHold: Seconds(60), Cooldown: Seconds(300));

    [Fact]
    public void Latch_SetHeldLongEnough_Opens()
    {
        Assert.Equal(LatchPhase.Pending, After(0.6, 0.6, 0.6).Phase);
        Assert.Equal(LatchPhase.Open, After(0.6, 0.6, 0.6, 0.6).Phase);
    }

    [Fact]
    public void Latch_SetHeldTooShort_ClearsAndStartsOver()
    {
        var latch = After(0.9, 0.9, 0.9, 0.59, 0.9, 0.9);

        Assert.Equal(LatchPhase.Pending, latch.Phase);
        Assert.Equal(Seconds(5), latch.Held);
    }

    [Fact]
    public void Latch_ScoreBetweenSetAndReset_StaysOpen()
    {
        var latch = After([.. Enumerable.Repeat(0.9, 4), .. Enumerable.Repeat(0.4, 100)]);

        Assert.Equal(LatchPhase.Open, latch.Phase);
    }

    [Fact]
    public void Latch_BelowResetForAsLongAsTheHold_Ends()
    {
        double[] opened = [0.9, 0.9, 0.9, 0.9];

        Assert.Equal(LatchPhase.Releasing, After([.. opened, .. Enumerable.Repeat(0.39, 12)]).Phase);
        Assert.Equal(LatchPhase.Clear, After([.. opened, .. Enumerable.Repeat(0.39, 13)]).Phase);
    }

    [Fact]
    public void Latch_RisingWhileReleasing_OpensAgainAndForgetsTheHold()
    {
        double[] nearlyEnded = [0.9, 0.9, 0.9, 0.9, .. Enumerable.Repeat(0.1, 12)];

        Assert.Equal(LatchPhase.Open, After([.. nearlyEnded, 0.5]).Phase);
        Assert.Equal(LatchPhase.Releasing, After([.. nearlyEnded, 0.5, 0.1, 0.1]).Phase);
    }

    [Fact]
    public void Latch_WithinTheCooldown_StaysPendingAndOpensAtItsEnd()
    {
        double[] ended = [0.9, 0.9, 0.9, 0.9, .. Enumerable.Repeat(0.1, 13)];

        // The alert ends at step 16 (80 s); 300 s later is step 76.
        Assert.Equal(LatchPhase.Pending, After([.. ended, .. Enumerable.Repeat(0.9, 59)]).Phase);
        Assert.Equal(LatchPhase.Open, After([.. ended, .. Enumerable.Repeat(0.9, 60)]).Phase);
    }

    [Fact]
    public void Latch_ClockSetBackDuringTheCooldown_IsNotSilencedUntilItHasCaughtUp()
    {
        var afterAnAlert = new Latch(LatchPhase.Pending, Seconds(15), Seconds(15), QuietUntil: Start + Rule.Cooldown);

        Assert.False(afterAnAlert.Step(0.9, Seconds(5), Rule, Start).IsOpen);
        Assert.True(afterAnAlert.Step(0.9, Seconds(5), Rule, Start.AddHours(-1)).IsOpen);
    }

    [Fact]
    public void Latch_OpenAlert_CountsOnlyTheTimeAtOrAboveSet()
    {
        // 15 s pending, 5 s above, 5 s between, 5 s above.
        Assert.Equal(Seconds(25), After(0.9, 0.9, 0.9, 0.9, 0.9, 0.5, 0.9).Above);
    }

    [Fact]
    public void Latch_NoHold_OpensAtOnce() =>
        Assert.True(default(Latch).Step(0.6, TimeSpan.Zero, Rule with { SetHold = TimeSpan.Zero }, Start).IsOpen);

    [Fact]
    public void Latch_AnyScores_OpensOnlyAfterSetWasHeld() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 10]).Array[1, 80].Sample(steps =>
        {
            var latch = default(Latch);
            var now = Start;
            DateTimeOffset? aboveSince = null;
            foreach (var (evidence, seconds) in steps)
            {
                now = now.AddSeconds(seconds);
                aboveSince = evidence >= Rule.Set ? aboveSince ?? now : null;
                var next = latch.Step(evidence, Seconds(seconds), Rule, now);
                if (next.IsOpen && !latch.IsOpen)
                {
                    Assert.NotNull(aboveSince);
                    Assert.True(now - aboveSince.Value >= Rule.SetHold - TimeSpan.FromMicroseconds(1));
                }

                latch = next;
            }
        });

    /// <summary>One step every five seconds.</summary>
    private static Latch After(params double[] evidence)
    {
        var latch = default(Latch);
        for (var i = 0; i < evidence.Length; i++)
        {
            latch = latch.Step(evidence[i], Seconds(i == 0 ? 0 : 5), Rule, Start.AddSeconds(5 * i));
        }

        return latch;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
