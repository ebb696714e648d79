using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Monitoring;

/// <summary>Of which times a printer's pictures are not to be taken for good, whoever vouches for them.</summary>
public sealed class DoubtedTimeTests : IDisposable
{
    private readonly WatchedPrinter _printer = new(new PrinterOptions
    {
        Armed = true,
        Link = new PrinterLinkOptions { Address = "moonraker://10.0.0.5" },
        Cameras = new() { ["bed"] = new() },
    });

    private readonly PrinterTalk _talk;

    public DoubtedTimeTests() => _talk = new PrinterTalk(() => _printer.Monitor);

    private DateTimeOffset Now => _talk.Now;

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
        _talk.Begin();
        var began = Now;
        _talk.Complete();
        Do(new OperatorCommand.Good(null));
        _talk.Now += TimeSpan.FromHours(40);
        _talk.Begin();

        Do(new OperatorCommand.Missed(DefectClass.Spaghetti, null));

        Assert.True(IsDoubted(began));
        Assert.True(IsDoubted(Now));
        Assert.False(IsDoubted(began.AddMinutes(-31)));
    }

    [Fact]
    public void Missed_NothingKnownOfThePrint_DoubtsTheLastDay()
    {
        _talk.Now += TimeSpan.FromDays(3);

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
        _talk.Begin();
        Assert.False(IsDoubted(Now));
        if (how == "command")
        {
            Do(new OperatorCommand.Pause(null));
        }
        else
        {
            _talk.Say(how == "at once" ? PrinterActivity.Paused : PrinterActivity.Pausing);
            _talk.Say(PrinterActivity.Paused);
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
            _talk.Now = Now.AddSeconds(1);
            _printer.Score(spaghetti, Now);
            if (_printer.Events.OfType<AlertEvent>().FirstOrDefault(told => told.Stage == until) is { } told)
            {
                return told;
            }
        }

        throw new InvalidOperationException($"no {until}");
    }

    private void Do(OperatorCommand command) => _printer.Monitor.Do(command, Now);
}
