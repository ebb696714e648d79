using CsCheck;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers;

public sealed class PrinterPresenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 26, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(nameof(PrinterActivity.Preparing), true)]
    [InlineData(nameof(PrinterActivity.Printing), true)]
    [InlineData(nameof(PrinterActivity.Pausing), true)]
    [InlineData(nameof(PrinterActivity.Paused), true)]
    [InlineData(nameof(PrinterActivity.Idle), false)]
    [InlineData(nameof(PrinterActivity.Attention), false)]
    [InlineData(nameof(PrinterActivity.Unknown), false)]
    public void Observe_PrinterGone_IsLostOnlyWhereItPrinted(string activity, bool isLost)
    {
        foreach (var gone in new[] { Said(PrinterActivity.Offline), Silent(PrinterActivity.Unknown), Silent(PrinterActivity.Offline) })
        {
            Assert.Equal(
                isLost ? ["70 Lost", "200 Back"] : [],
                Told((0, Said(Enum.Parse<PrinterActivity>(activity))), (10, gone), (69, gone), (70, gone), (100, gone), (200, Said(PrinterActivity.Idle))));
        }
    }

    [Fact]
    public void Observe_BackWithinTheGraceTime_IsQuiet() => Assert.Empty(
        Told((0, Said(PrinterActivity.Printing)), (10, Silent()), (69, Silent()), (70, Said(PrinterActivity.Printing)), (71, Silent()), (130, Silent())));

    [Fact]
    public void Observe_NeverHeardOf_IsQuiet() => Assert.Empty(Told((0, Silent()), (1000, Silent(PrinterActivity.Offline)), (2000, Said(PrinterActivity.Printing))));

    [Fact]
    public void Observe_GoneBehindADialogOfAPrint_IsLost() => Assert.Equal(
        ["62 Lost"], Told((0, Said(PrinterActivity.Printing)), (1, Said(PrinterActivity.Attention)), (2, Silent()), (62, Silent())));

    [Fact]
    public void Observe_ClockSetBack_BeginsTheGraceTimeAnew() => Assert.Equal(
        ["-3540 Lost"], Told((0, Said(PrinterActivity.Printing)), (10, Silent()), (-3600, Silent()), (-3541, Silent()), (-3540, Silent())));

    [Fact]
    public void Observe_AgentIsCutOffFromItsBroker_IsQuietAndBeginsTheGraceTimeAnew()
    {
        var cutOff = Silent() with { IsCutOff = true };

        Assert.Equal(
            ["400 Lost"],
            Told((0, Said(PrinterActivity.Printing)), (10, Silent()), (20, cutOff), (300, cutOff), (340, Silent()), (399, Silent()), (400, Silent())));
    }

    [Fact]
    public void OutOfSight_GoneForHalfOfTheGraceTime_HasAllOfItAgain()
    {
        var gone = PrinterPresence.Start.Observe(Said(PrinterActivity.Printing), Start).Next.Observe(Silent(), Start.AddSeconds(1)).Next;

        var (later, told) = gone.OutOfSight().Observe(Silent(), Start.AddHours(1));

        Assert.Null(told);
        Assert.Equal(PresenceChange.Lost, later.Observe(Silent(), Start.AddHours(1).AddSeconds(60)).Told);
    }

    [Fact]
    public void AnySequence_LostAndBack_TakeTurns() => Gen.Select(Gen.Enum<PrinterActivity>(), Gen.Bool, Gen.Int[0, 90]).Array[0, 60].Sample(steps =>
    {
        var at = 0;
        var told = Told([.. steps.Select(step => (at += step.Item3, new PrinterReport(new PrinterStatus(step.Item1, ""), Start, step.Item2, null)))]);
        for (var i = 0; i < told.Count; i++)
        {
            Assert.EndsWith(i % 2 == 0 ? "Lost" : "Back", told[i], StringComparison.Ordinal);
        }
    });

    private static PrinterReport Said(PrinterActivity activity) => new(new PrinterStatus(activity, ""), Start, IsFresh: true, null);

    private static PrinterReport Silent(PrinterActivity activity = PrinterActivity.Unknown) => new(new PrinterStatus(activity, ""), Start, IsFresh: false, "gone");

    private static List<string> Told(params (int Second, PrinterReport Report)[] reports)
    {
        List<string> all = [];
        var presence = PrinterPresence.Start;
        foreach (var (second, report) in reports)
        {
            (presence, var told) = presence.Observe(report, Start.AddSeconds(second));
            if (told is not null)
            {
                all.Add($"{second} {told}");
            }
        }

        return all;
    }
}
