using Defects.Agent.Configuration;
using Defects.Shared.Bundles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Inference;

/// <summary>
/// Opens the model when the host starts, so that ready means able to score; afterwards looks at the alias and has a new target
/// opened and checked here, away from the inference thread, before it is swapped in.
/// </summary>
internal sealed partial class ModelWatcher(
    AgentOptions options, LiveOptions live, ModelOpener opener, ServedModel served, TimeProvider time, ILogger<ModelWatcher> logger) : BackgroundService
{
    private BundleTarget _servedTarget = null!;
    private BundleTarget _seen = null!;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _servedTarget = _seen = BundleTarget.Of(options.Model.Path);
        await Task.Run(() => Serve(_seen), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Model.WatchInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    private void Look()
    {
        var target = BundleTarget.Of(options.Model.Path);
        if (target == _seen)
        {
            return;
        }

        _seen = target;
        if (target == _servedTarget)
        {
            served.Refuse(null);
            return;
        }

        try
        {
            Serve(target);
            _servedTarget = target;
        }
        catch (Exception e) when (e is BundleException or ConfigurationException or ProviderException or OnnxRuntimeException or IOException or UnauthorizedAccessException)
        {
            served.Refuse(new ModelRefusal(target.Folder, e.Message, time.GetUtcNow()));
            LogRefused(logger, target.Folder, served.Model.Name, served.Model.Version, e.Message);
        }
    }

    private void Serve(BundleTarget target)
    {
        var opened = opener.Open(target.Folder);
        LogServed(logger, opened.Classifier.Model.Name, opened.Classifier.Model.Version, target.Folder, opened.Provider, opened.Plan);
        foreach (var remark in AlertThresholds.Remarks(opened.Classifier.Model, live.Value))
        {
            LogRemark(logger, remark);
        }

        served.Propose(opened);
        try
        {
            new EngineCache(options.StateDirectory).Sweep(opened.Sha256, options.Model.Path);
        }
        catch (Exception e) when (e is BundleException or IOException or UnauthorizedAccessException)
        {
            LogSweep(logger, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Model {Name}/{Version} from {Folder} passed its golden frames and is served on {Provider}, {Plan}")]
    private static partial void LogServed(ILogger logger, string name, int version, string folder, ProviderChoice provider, ScoringPlan plan);

    [LoggerMessage(LogLevel.Warning, "{Remark}")]
    private static partial void LogRemark(ILogger logger, string remark);

    [LoggerMessage(LogLevel.Warning, "TensorRT engines of models that are served no more are left where they are: {Reason}")]
    private static partial void LogSweep(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "The bundle {Folder} is refused and {Name}/{Version} stays in service: {Reason}")]
    private static partial void LogRefused(ILogger logger, string folder, string name, int version, string reason);
}
