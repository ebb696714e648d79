using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>What a printer's monitor takes for a print that ends well: every way to lose that, each by itself.</summary>
public sealed class TrustedPrintTests : IDisposable
{
    private static readonly PrinterOptions Options = new()
    {
        Armed = true,
        Link = new PrinterLinkOptions { Address = "moonraker://10.0.0.5" },
        Cameras = new() { ["bed"] = new() },
    };

    private readonly WatchedPrinter _printer = new(Options);
    private readonly PrinterTalk _talk;

    public TrustedPrintTests() => _talk = new PrinterTalk(() => _printer.Monitor);

    private PrintTrust Trust => _printer.Monitor.Trust;

    public void Dispose() => _printer.Dispose();

    [Fact]
    public void Print_NothingSpeaksAgainst_IsGoodOnceTheNextBegins()
    {
        var began = _talk.Begin();
        _talk.Complete();
        Assert.Null(Trust.Good);

        _talk.Begin();

        Assert.Equal(began, Trust.Good);
    }

    [Fact]
    public void TrustedPrint_IsThereWhileThePrinterLaysDownAndNoLonger()
    {
        _talk.Say(PrinterActivity.Idle);
        _talk.Say(PrinterActivity.Preparing);
        _talk.Say(PrinterActivity.Preparing);
        Assert.Equal((Now, null), (Trust.Running, _printer.Monitor.TrustedPrint));

        _talk.Say(PrinterActivity.Printing);
        Assert.Equal(Trust.Running, _printer.Monitor.TrustedPrint);
        _talk.Say(PrinterActivity.Unknown);
        Assert.Null(_printer.Monitor.TrustedPrint);
    }

    [Fact]
    public void Alert_ThatBegins_CostsTheTrustThoughItIsCalledAFalseAlarm()
    {
        _talk.Begin();
        for (var i = 0; Trust.Print is not null; i++)
        {
            Assert.InRange(i, 0, 60);
            _talk.Now = Now.AddSeconds(1);
            _printer.Score(0.95f, Now);
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
        _talk.Begin();

        Do(word);

        EndsUngood(why);
    }

    [Fact]
    public void Missed_OnceThePrintIsOver_IsNotTooLateWhileNoOtherBegins()
    {
        _talk.Begin();
        _talk.Complete();

        Do("missed");

        Assert.Equal((null, "a missed defect was reported"), (Trust.Print, Trust.Lost));
        _talk.Begin();
        Assert.Null(Trust.Good);
    }

    [Fact]
    public void Command_ThatEndsASilence_CostsNothing()
    {
        _talk.Begin();

        _printer.Monitor.Do(new OperatorCommand.Snooze(null, TimeSpan.Zero, null), Now);

        Assert.NotNull(Trust.Running);
    }

    [Fact]
    public void Pause_ByAPerson_CostsTheTrust()
    {
        _talk.Begin();

        _talk.Say(PrinterActivity.Paused);
        _talk.Say(PrinterActivity.Printing);

        EndsUngood("it was paused");
    }

    [Fact]
    public void Watch_TurnedOffAndOnWhileNobodyPrints_TheNextPrintIsTrusted()
    {
        Do("off");
        _printer.Monitor.Do(new OperatorCommand.Enable(true, null), Now);

        _talk.Begin();

        Assert.NotNull(Trust.Running);
    }

    [Fact]
    public void Watch_OffWhenThePrintBegins_IsNotTrusted()
    {
        Do("off");

        _talk.Begin();

        Assert.Equal((null, "the watch was turned off"), (Trust.Print, Trust.Lost));
    }

    [Fact]
    public void Configuration_TurnsThePrinterOff_CostsTheTrust()
    {
        _talk.Begin();

        _printer.Monitor.Follow(Options with { Enabled = false }, new AgentOptions());
        _printer.Monitor.Follow(Options, new AgentOptions());

        EndsUngood("the watch was turned off");
    }

    [Fact]
    public void Configuration_TakesTheLinkOut_NothingIsTrusted()
    {
        _talk.Begin();

        _printer.Monitor.Follow(Options with { Link = null, Armed = false }, new AgentOptions());

        Assert.Equal(PrintTrust.None, Trust);
    }

    [Fact]
    public void Restart_InThePrint_CostsTheTrust()
    {
        _talk.Begin();

        _printer.Restart();

        EndsUngood("the agent did not run all the time");
    }

    [Fact]
    public void Restart_OnceThePrintIsOver_ItIsGoodWhenTheNextBegins()
    {
        var began = _talk.Begin();
        _talk.Complete();

        _printer.Restart();
        _talk.Begin();
        _printer.Restart();

        Assert.Equal(began, Trust.Good);
    }

    private DateTimeOffset Now => _talk.Now;

    private void Do(string word) => _printer.Monitor.Do(
        word switch
        {
            "missed" => new OperatorCommand.Missed(DefectClass.Spaghetti, null),
            "snooze" => new OperatorCommand.Snooze(DefectClass.Spaghetti, TimeSpan.FromMinutes(5), null),
            "pause" => new OperatorCommand.Pause(null),
            _ => new OperatorCommand.Enable(false, null),
        },
        Now);

    private void EndsUngood(string why)
    {
        Assert.Equal((null, why), (Trust.Print, Trust.Lost));
        _talk.Complete();
        _talk.Begin();
        Assert.Null(Trust.Good);
    }
}
