using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers;

public sealed class PrinterReportTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(11);

    [Theory]
    [InlineData(true, 11, true, nameof(PrinterActivity.Printing), "printing", true)]
    [InlineData(true, 12, false, nameof(PrinterActivity.Unknown), "silent since 2026-11-26T10:00:00Z", false)]
    [InlineData(true, 12, true, nameof(PrinterActivity.Offline), "silent since 2026-11-26T10:00:00Z", false)]
    [InlineData(false, 1, true, nameof(PrinterActivity.Unknown), "nothing heard yet", false)]
    [InlineData(false, 12, true, nameof(PrinterActivity.Offline), "nothing heard yet", false)]
    [InlineData(false, 12, false, nameof(PrinterActivity.Unknown), "nothing heard yet", false)]
    public void Of_WhatWasSaidLast_CountsForAsLongAsPatienceLasts(bool heard, int seconds, bool isGone, string activity, string says, bool isFresh)
    {
        var trouble = new PrinterException("no answer") { IsGone = isGone };

        var report = PrinterReport.Of(heard ? (new PrinterStatus(PrinterActivity.Printing, "printing"), At) : null, trouble, TimeSpan.FromSeconds(seconds), Patience);

        Assert.Equal(
            new PrinterReport(new PrinterStatus(Enum.Parse<PrinterActivity>(activity), says), heard ? At : null, isFresh, "no answer"), report);
    }
}
