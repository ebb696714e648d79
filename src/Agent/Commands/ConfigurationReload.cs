using System.Runtime.InteropServices;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Commands;

/// <summary>
/// Puts a changed configuration in force while the agent runs: when its files have changed and come to rest, and on SIGHUP. One
/// with a problem changes nothing.
/// </summary>
internal sealed partial class ConfigurationReload(
    ConfigurationOrigin origin, LiveOptions live, IServedModel served, TimeProvider time, ILogger<ConfigurationReload> logger) : BackgroundService
{
    /// <summary>How often the files are looked at; they count as at rest when two looks find the same.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private string _inForce = origin.Stamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var asked = new SemaphoreSlim(0);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            // Its default is to end the process.
            signal.Cancel = true;
            asked.Release();
        });
        var before = _inForce;
        while (true)
        {
            var now = await WaitAsync(asked, stoppingToken) ? "" : origin.Stamp();
            if (now == "" || (now == before && now != _inForce))
            {
                _inForce = origin.Stamp();
                Reload();
            }

            before = now;
        }
    }

    private async Task<bool> WaitAsync(SemaphoreSlim asked, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var signal = asked.WaitAsync(either.Token);
        await Task.WhenAny(signal, Task.Delay(Interval, time, either.Token));
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
        await signal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return signal.IsCompletedSuccessfully;
    }

    private void Reload()
    {
        var (options, problems) = Load();
        problems = problems.Count > 0 ? problems : AlertThresholds.Problems(served.Model, options);
        if (problems.Count > 0)
        {
            LogRefused(logger, origin.File, string.Join("; ", problems));
            return;
        }

        if (live.Replace(options) is { Count: > 0 } waiting)
        {
            LogWaiting(logger, string.Join(", ", waiting));
        }

        LogInForce(logger, origin.File, options.Printers.Count, options.Printers.Sum(printer => printer.Value.Cameras.Count));
        foreach (var remark in AlertThresholds.Remarks(served.Model, options))
        {
            LogRemark(logger, remark);
        }
    }

    private AgentConfiguration Load()
    {
        try
        {
            return origin.Load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AgentConfiguration(live.Value, [e.Message]);
        }
    }

    [LoggerMessage(LogLevel.Information, "The configuration {File} is in force: {Printers} printers, {Cameras} cameras")]
    private static partial void LogInForce(ILogger logger, string file, int printers, int cameras);

    [LoggerMessage(LogLevel.Warning, "{Remark}")]
    private static partial void LogRemark(ILogger logger, string remark);

    [LoggerMessage(LogLevel.Error, "The changed configuration {File} is not put in force, the one before stays: {Problems}")]
    private static partial void LogRefused(ILogger logger, string file, string problems);

    [LoggerMessage(LogLevel.Warning, "What changed of {Keys} takes a restart of the agent and is not in force")]
    private static partial void LogWaiting(ILogger logger, string keys);
}
