using System.Net.Sockets;
using System.Text;
using Defects.Agent.Commands;
using Defects.Agent.Configuration;
using Defects.Agent.Tests.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Commands;

public sealed class WatchdogTests
{
    private const string Address = "NOTIFY_SOCKET";
    private const string Wait = "WATCHDOG_USEC";
    private const string Fed = "WATCHDOG=1";
    private const string Blind = "STATUS=0 of 1 printers watched, blind: p1; colours/1 on cpu";

    [Fact]
    public async Task Watchdog_InferenceHangs_IsFedNoMoreUntilItGoesOn()
    {
        var time = new FakeTimeProvider();
        using var folder = new TemporaryFolder();
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(folder.File("notify")));
        using var footage = Farm.Footage(5);
        using var release = new ManualResetEventSlim();
        using var hung = new ManualResetEventSlim();
        await using var agent = new AgentUnderTest(
            options => options with { Printers = Farm.Of(new CameraOptions { Source = footage.Path, AsFastAsPossible = true }) }, time);
        agent.Observer.Block = () =>
        {
            hung.Set();
            release.Wait();
        };
        await agent.StartAsync();
        await Eventually.Holds(() => hung.IsSet, "the loop hangs");
        using var watchdog = new Watchdog(Services(folder.File("notify")), agent.Progress, agent.Served, agent.Farm, time);

        // 20 s are fed each 10, by a sign of life that is younger than that.
        Environment.SetEnvironmentVariable(Wait, "20000000");
        await watchdog.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal([Fed, Blind], [await HearAsync(systemd), await HearAsync(systemd)]);
        Environment.SetEnvironmentVariable(Wait, null);
        for (var round = 0; round < 3; round++)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            Assert.Equal(Blind, await HearAsync(systemd));
        }

        agent.Observer.Block = null;
        release.Set();
        await Eventually.Holds(() => agent.Progress.SinceLastSign == TimeSpan.Zero, "the loop goes on");
        time.Advance(TimeSpan.FromSeconds(9));
        await Eventually.Holds(() => agent.Progress.SinceLastSign == TimeSpan.Zero, "a sign of life");
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Fed, await HearAsync(systemd));
        await watchdog.StopAsync(TestContext.Current.CancellationToken);
    }

    private static ServiceProvider Services(string socket)
    {
        // The notifier reads it when it is made.
        Environment.SetEnvironmentVariable(Address, socket);
        var notifier = new SystemdNotifier();
        Environment.SetEnvironmentVariable(Address, null);
        return new ServiceCollection().AddSingleton<ISystemdNotifier>(notifier).BuildServiceProvider();
    }

    private static async Task<string> HearAsync(Socket systemd)
    {
        var buffer = new byte[1024];
        var length = await systemd.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0');
    }

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
