using Defects.Agent.Commands;

namespace Defects.Agent.Tests.Commands;

public sealed class WatchdogTests
{
    [Theory]
    [InlineData("30000000", null, 15)]
    [InlineData("30000000", "", 15)]
    [InlineData("30000000", "42", 15)]
    [InlineData("30000000", "43", null)]
    [InlineData(null, null, null)]
    [InlineData("0", null, null)]
    [InlineData("soon", null, null)]
    public void PeriodOf_WhatSystemdSays_IsHalfOfItForThisProcess(string? usec, string? pid, int? seconds) =>
        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, Watchdog.PeriodOf(usec, pid, 42));
}
