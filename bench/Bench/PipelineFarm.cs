using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Bench;

/// <summary>The agent's own cameras, inference and host, with virtual cameras that have their next frame ready at once.</summary>
internal sealed class PipelineFarm : IScoredFrameObserver, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly SemaphoreSlim _permits = new(0);
    private readonly SemaphoreSlim _scored = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _feeders = [];

    private PipelineFarm(IHost host) => _host = host;

    public static async Task<PipelineFarm> StartAsync(AgentOptions options, byte[][] pictures)
    {
        PipelineFarm? farm = null;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(options)
            .AddSingleton<LiveOptions>()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<FrameSignal>()
            .AddSingleton<CameraDirectory>()
            .AddSingleton<IScoredFrameObserver>(_ => farm!)
            .AddInference();
        farm = new PipelineFarm(builder.Build());
        await farm._host.StartAsync();
        var cameras = farm._host.Services.GetRequiredService<CameraDirectory>().Cameras;
        farm._feeders.AddRange(cameras.Select((camera, i) => Task.Run(() => farm.FeedAsync(camera, pictures, i))));
        return farm;
    }

    void IScoredFrameObserver.OnScored(in ScoredFrame frame) => _scored.Release();

    /// <summary>Has that many frames scored, as fast as the agent can.</summary>
    public async Task ScoreAsync(int frames)
    {
        _permits.Release(frames);
        for (var i = 0; i < frames; i++)
        {
            await _scored.WaitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_feeders).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task FeedAsync(Camera camera, byte[][] pictures, int first)
    {
        for (var i = first; ; i++)
        {
            await _permits.WaitAsync(_stop.Token);
            await camera.WaitUntilTakenAsync(_stop.Token);
            camera.Offer(pictures[i % pictures.Length], TimeProvider.System.GetUtcNow());
        }
    }
}
