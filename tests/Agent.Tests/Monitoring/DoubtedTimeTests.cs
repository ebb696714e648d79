using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>Of which times a printer's pictures are not to be taken for good, whoever vouches for them.</summary>
public sealed class DoubtedTimeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly WatchedPrinter _printer = new(new PrinterOptions
    {
        Armed = true,
        Link = new PrinterLinkOptions { Address = "moonraker://10.0.0.5" },
        Cameras = new() { ["bed"] = new() },
    });

    private int _second;

    private DateTimeOffset Now => Start.AddSeconds(_second);

    public void Dispose() => _printer.Dispose();

    [Fact]
    public void Alert_ThatIsOpen_DoubtsFromHalfAnHourBeforeItOn()
    {
        var began = Alert().At;

        Assert.False(IsDoubted(began.AddMinutes(-31)));
        Assert.True(IsDoubted(began.AddMinutes(-29)));
        Assert.True(IsDoubted(began.AddDays(1)));
    }

    [Fact]
    public void Alert_ThatIsOver_DoubtsUntilTenMinutesBehindItAndDoesAfterARestart()
    {
        var began = Alert().At;
        Score(0, until: AlertStage.End);
        var ended = Now;

        _printer.Restart();

        Assert.False(IsDoubted(began.AddMinutes(-31)));
        Assert.True(IsDoubted(began.AddMinutes(-29)));
        Assert.True(IsDoubted(ended.AddMinutes(9)));
        Assert.False(IsDoubted(ended.AddMinutes(11)));
    }

    [Fact]
    public void Alert_CalledFalse_DoubtsNothing()
    {
        var began = Alert().At;

        Do(new OperatorCommand.FalseAlarm(null, null));

        Assert.False(IsDoubted(began));
    }

    [Fact]
    public void Missed_OfAPrintBefore_DoubtsAllSinceItBeganAndADay()
    {
        Begin();
        var began = Now;
        Complete();
        Do(new OperatorCommand.Good(null));
        _second += 40 * 3600;
        Begin();

        Do(new OperatorCommand.Missed(DefectClass.Spaghetti, null));

        Assert.True(IsDoubted(began));
        Assert.True(IsDoubted(Now));
        Assert.False(IsDoubted(began.AddMinutes(-31)));
    }

    [Fact]
    public void Missed_NothingKnownOfThePrint_DoubtsTheLastDay()
    {
        _second = 3 * 86400;

        Do(new OperatorCommand.Missed(DefectClass.Spaghetti, null));

        Assert.True(IsDoubted(Now.AddHours(-24)));
        Assert.False(IsDoubted(Now.AddHours(-25)));
    }

    [Theory]
    [InlineData("command")]
    [InlineData("at once")]
    [InlineData("by way of pausing")]
    public void Pause_ByAPerson_DoubtsTheTimeAroundIt(string how)
    {
        Begin();
        Assert.False(IsDoubted(Now));
        if (how == "command")
        {
            Do(new OperatorCommand.Pause(null));
        }
        else
        {
            Say(how == "at once" ? PrinterActivity.Paused : PrinterActivity.Pausing);
            Say(PrinterActivity.Paused);
        }

        _printer.Restart();

        Assert.True(IsDoubted(Now.AddMinutes(-29)));
        Assert.False(IsDoubted(Now.AddMinutes(-31)));
        Assert.False(IsDoubted(Now.AddMinutes(11)));
    }

    private bool IsDoubted(DateTimeOffset at) => _printer.Monitor.IsDoubted(at);

    private AlertEvent Alert() => Score(0.95f, until: AlertStage.Begin);

    private AlertEvent Score(float spaghetti, AlertStage until)
    {
        for (var i = 0; i < 600; i++)
        {
            _printer.Score(spaghetti, Start.AddSeconds(++_second));
            if (_printer.Events.OfType<AlertEvent>().FirstOrDefault(told => told.Stage == until) is { } told)
            {
                return told;
            }
        }

        throw new InvalidOperationException($"no {until}");
    }

    private void Do(OperatorCommand command) => _printer.Monitor.Do(command, Now);

    private void Begin()
    {
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Idle);
        Say(PrinterActivity.Printing);
        Say(PrinterActivity.Printing);
    }

    private void Complete()
    {
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
        Say(PrinterActivity.Idle, PrintOutcome.Completed);
    }

    private void Say(PrinterActivity activity, PrintOutcome? outcome = null)
    {
        _second++;
        _printer.Monitor.OnPrinter(new PrinterReport(new PrinterStatus(activity, $"{activity}", null, outcome), Now, IsFresh: true, null), Now);
    }
}
