using Defects.Agent.Adaptation;
using Defects.Agent.Cameras;
using Defects.Agent.Commands;
using Defects.Agent.Configuration;
using Defects.Agent.HardCases;
using Defects.Agent.Inference;
using Defects.Agent.Messaging;
using Defects.Agent.Messaging.Commands;
using Defects.Agent.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Tests.Inference;

/// <summary>Cameras, inference and monitoring in a real host with the colour model.</summary>
internal sealed class AgentUnderTest : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TemporaryFolder _folder = new();

    public AgentUnderTest(Func<AgentOptions, AgentOptions> configure, TimeProvider? time = null)
    {
        ModelFolder = ColourModel.CopyTo(_folder.Path);
        var options = configure(new AgentOptions
        {
            Node = "test",
            StateDirectory = System.IO.Path.Combine(_folder.Path, "state"),
            Model = new ModelOptions { Path = System.IO.Path.Combine(ModelFolder, "champion"), Threads = 2 },
        });
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(options)
            .AddSingleton<LiveOptions>()
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<IScoredFrameObserver>(Observer)
            .AddSingleton<ILogger<AdaptationKeeper>>(KeeperLog)
            .AddSingleton<INewsSink>(new NoNews())
            .AddSingleton<IPrinterMemories>(new NoNews())
            .AddMonitoring()
            .AddInference()
            .AddAdaptation()
            .AddCameras();
        _host = builder.Build();
    }

    public string ModelFolder { get; }

    public string EnginesOf(string name) => System.IO.Path.Combine(_folder.Path, "state", "engines", name);

    public RecordingObserver Observer { get; } = new();

    public ListLogger<AdaptationKeeper> KeeperLog { get; } = new();

    public LiveOptions Options => _host.Services.GetRequiredService<LiveOptions>();

    public CameraDirectory Cameras => _host.Services.GetRequiredService<CameraDirectory>();

    public IServedModel Served => _host.Services.GetRequiredService<IServedModel>();

    public InferenceProgress Progress => _host.Services.GetRequiredService<InferenceProgress>();

    public InferenceStatistics Statistics => _host.Services.GetRequiredService<InferenceStatistics>();

    public CameraAdaptations Adapted => _host.Services.GetRequiredService<CameraAdaptations>();

    public IReadOnlyList<Type> Observers => [.. _host.Services.GetServices<IScoredFrameObserver>().Select(observer => observer.GetType())];

    public IReadOnlyList<Type> HostedServices => [.. _host.Services.GetServices<IHostedService>().Select(service => service.GetType())];

    public MovedCameras Moved => _host.Services.GetRequiredService<MovedCameras>();

    public PrinterMonitors Monitors => _host.Services.GetRequiredService<PrinterMonitors>();

    public FarmView Farm => _host.Services.GetRequiredService<FarmView>();

    public AgentFigures Figures => new(Cameras, new HungCaptures(), Statistics, new HardCaseStatistics(), new MessageBus(new ListLogger<MessageBus>()), new CommandLimits(TimeProvider.System), Served);

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _folder.Dispose();
    }

    private sealed class NoNews : INewsSink, IPrinterMemories
    {
        public IReadOnlyList<string> Printers => [];

        public Task Take(PrinterNews news) => Task.CompletedTask;

        public PrinterMemory Read(string printer) => PrinterMemory.Empty;
    }
}
