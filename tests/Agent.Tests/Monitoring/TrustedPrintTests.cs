using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>What a printer's monitor takes for a print that ends well: every way to lose that, each by itself.</summary>
public sealed class TrustedPrintTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly PrinterOptions Options = new()
    {
        Armed = true,
        Link = new PrinterLinkOptions { Address = "moonraker://10.0.0.5" },
        Cameras = new() { ["bed"] = new() },
    };

    private readonly WatchedPrinter _printer = new(Options);
    private int _second;

    private PrintTrust Trust => _printer.Monitor.Trust;

    public void Dispose() => _printer.Dispose();

    [Fact]
    public void Print_NothingSpeaksAgainst_IsGoodOnceTheNextBegins()
    {
        var began = Begin();
        Complete();
        Assert.Null(Trust.Good);

        Begin();

        Assert.Equal(began, Trust.Good);
    }

    [Fact]
    public void TrustedPrint_IsThereWhileThePrinterLaysDownAndNoLonger()
    {
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Preparing);
        Say(PrinterActivity.Preparing);
        Assert.Equal((Now, null), (Trust.Running, _printer.Monitor.TrustedPrint));

        Say(PrinterActivity.Printing);
        Assert.Equal(Trust.Running, _printer.Monitor.TrustedPrint);
        Say(PrinterActivity.Unknown);
        Assert.Null(_printer.Monitor.TrustedPrint);
    }

    [Fact]
    public void Alert_ThatBegins_CostsTheTrustThoughItIsCalledAFalseAlarm()
    {
        Begin();
        for (var i = 0; Trust.Print is not null; i++)
        {
            Assert.InRange(i, 0, 60);
            _printer.Score(0.95f, Start.AddSeconds(++_second));
        }

        Assert.NotEmpty(_printer.Events);
        _printer.Monitor.Do(new OperatorCommand.FalseAlarm(null, null), Now);
        EndsUngood("an alert began");
    }

    public static TheoryData<string, string> Words => new()
    {
        { "missed", "a missed defect was reported" },
        { "snooze", "its alerts were silenced" },
        { "pause", "somebody asked for a pause" },
        { "off", "the watch was turned off" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Command_ThatSpeaksAgainstIt_CostsTheTrust(string word, string why)
    {
        Begin();

        Do(word);

        EndsUngood(why);
    }

    [Fact]
    public void Missed_OnceThePrintIsOver_IsNotTooLateWhileNoOtherBegins()
    {
        Begin();
        Complete();

        Do("missed");

        Assert.Equal((null, "a missed defect was reported"), (Trust.Print, Trust.Lost));
        Begin();
        Assert.Null(Trust.Good);
    }

    [Fact]
    public void Command_ThatEndsASilence_CostsNothing()
    {
        Begin();

        _printer.Monitor.Do(new OperatorCommand.Snooze(null, TimeSpan.Zero, null), Now);

        Assert.NotNull(Trust.Running);
    }

    [Fact]
    public void Pause_ByAPerson_CostsTheTrust()
    {
        Begin();

        Say(PrinterActivity.Paused);
        Say(PrinterActivity.Printing);

        EndsUngood("it was paused");
    }

    [Fact]
    public void Watch_TurnedOffAndOnWhileNobodyPrints_TheNextPrintIsTrusted()
    {
        Do("off");
        _printer.Monitor.Do(new OperatorCommand.Enable(true, null), Now);

        Begin();

        Assert.NotNull(Trust.Running);
    }

    [Fact]
    public void Watch_OffWhenThePrintBegins_IsNotTrusted()
    {
        Do("off");

        Begin();

        Assert.Equal((null, "the watch was turned off"), (Trust.Print, Trust.Lost));
    }

    [Fact]
    public void Configuration_TurnsThePrinterOff_CostsTheTrust()
    {
        Begin();

        _printer.Monitor.Follow(Options with { Enabled = false }, new AgentOptions());
        _printer.Monitor.Follow(Options, new AgentOptions());

        EndsUngood("the watch was turned off");
    }

    [Fact]
    public void Configuration_TakesTheLinkOut_NothingIsTrusted()
    {
        Begin();

        _printer.Monitor.Follow(Options with { Link = null, Armed = false }, new AgentOptions());

        Assert.Equal(PrintTrust.None, Trust);
    }

    [Fact]
    public void Restart_InThePrint_CostsTheTrust()
    {
        Begin();

        _printer.Restart();

        EndsUngood("the agent did not run all the time");
    }

    [Fact]
    public void Restart_OnceThePrintIsOver_ItIsGoodWhenTheNextBegins()
    {
        var began = Begin();
        Complete();

        _printer.Restart();
        Begin();
        _printer.Restart();

        Assert.Equal(began, Trust.Good);
    }

    private DateTimeOffset Now => Start.AddSeconds(_second);

    private void Do(string word) => _printer.Monitor.Do(
        word switch
        {
            "missed" => new OperatorCommand.Missed(DefectClass.Spaghetti, null),
            "snooze" => new OperatorCommand.Snooze(DefectClass.Spaghetti, TimeSpan.FromMinutes(5), null),
            "pause" => new OperatorCommand.Pause(null),
            _ => new OperatorCommand.Enable(false, null),
        },
        Now);

    /// <returns>When the print began.</returns>
    private DateTimeOffset Begin()
    {
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Printing);
        Say(PrinterActivity.Printing);
        return Now;
    }

    private void Complete()
    {
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
    }

    private void EndsUngood(string why)
    {
        Assert.Equal((null, why), (Trust.Print, Trust.Lost));
        Complete();
        Begin();
        Assert.Null(Trust.Good);
    }

    private void Say(PrinterActivity activity, PrintOutcome? outcome = null)
    {
        _second++;
        _printer.Monitor.OnPrinter(new PrinterReport(new PrinterStatus(activity, $"{activity}", null, outcome), Now, IsFresh: true, null), Now);
    }
}
