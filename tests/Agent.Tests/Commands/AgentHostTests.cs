using Defects.Agent.Commands;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Defects.Agent.Tests.Commands;

public sealed class AgentHostTests
{
    [Fact]
    public async Task RunAsync_ServiceFails_ThrowsItsFault()
    {
        using var host = Build<FailingService>();

        var fault = await Assert.ThrowsAsync<IOException>(() => AgentHost.RunAsync(host, CancellationToken.None));
        Assert.Equal("the disk is full", fault.Message);
    }

    [Fact]
    public async Task RunAsync_AskedToStop_IsClean()
    {
        using var host = Build<WaitingService>();
        using var stop = new CancellationTokenSource();
        var running = AgentHost.RunAsync(host, stop.Token);
        await stop.CancelAsync();

        Assert.Equal(ExitCode.Clean, await running);
    }

    private static IHost Build<T>()
        where T : class, IHostedService
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddHostedService<T>();
        return builder.Build();
    }

    private sealed class FailingService : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new IOException("the disk is full");
        }
    }

    private sealed class WaitingService : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
    }
}
