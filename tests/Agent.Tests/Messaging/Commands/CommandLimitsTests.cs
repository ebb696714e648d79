using Defects.Agent.Messaging.Commands;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging.Commands;

public sealed class CommandLimitsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CommandLimits _limits;

    public CommandLimitsTests() => _limits = new CommandLimits(_time);

    [Fact]
    public void Take_FloodOfOneCommand_LeavesTheOthersAndOtherPrintersAlone()
    {
        Assert.Equal(20, Taken("ender", "pause", 100));

        Assert.Equal(20, Taken("ender", "veto", 20));
        Assert.Equal(20, Taken("ender", "ack", 20));
        Assert.Equal(20, Taken("prusa", "pause", 20));
        Assert.Equal(80, _limits.Dropped);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, Taken("ender", "pause", 10));
        Assert.Equal(87, _limits.Dropped);
    }

    [Fact]
    public void Take_NamesThatThereAreNot_AreOneKind() => Assert.Equal(20, Enumerable.Range(0, 100).Sum(i => Taken("ender", $"made-up-{i}", 1)));

    private int Taken(string printer, string command, int times) => Enumerable.Range(0, times).Count(_ => _limits.Take(printer, command).IsTaken);
}
