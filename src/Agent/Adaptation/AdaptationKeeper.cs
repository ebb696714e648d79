using Defects.Agent.Adaptation.Collection;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Printers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Adaptation;

/// <summary>
/// Holds the adaptations in force to what lies on disk: takes in what <c>defects-agent adapt</c> wrote, fits cameras anew when another model is
/// served or a print that ended well gave more frames, takes those out that may show a failure, and puts the frames of a camera aside that
/// was moved.
/// </summary>
internal sealed partial class AdaptationKeeper(
    AgentOptions options,
    CameraDirectory cameras,
    IServedModel served,
    CameraAdaptations adaptations,
    MovedCameras moved,
    PendingKeeper pending,
    IPrintTrust prints,
    TimeProvider time,
    ILogger<AdaptationKeeper> logger)
    : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>Before what failed is tried again: a disk that was full may have room.</summary>
    public static readonly TimeSpan RetryInterval = TimeSpan.FromMinutes(5);

    private readonly Dictionary<CameraKey, (DateTime? Written, string Sha256, string Place)> _seen = [];
    private readonly Dictionary<CameraKey, (string Why, DateTimeOffset At)> _failed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            await Task.Run(() => Look(stoppingToken), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Look(CancellationToken stop)
    {
        using var fitter = new ServedFitter(served, time);
        foreach (var camera in cameras.Cameras)
        {
            stop.ThrowIfCancellationRequested();
            Guarded(camera.Key, () => Look(camera, fitter));
        }
    }

    private void Look(Camera camera, ServedFitter fitter)
    {
        var (key, folder) = (camera.Key, ReferenceFolder.Of(options.StateDirectory, camera.Key));
        TakeOut(key, folder);

        // Without a rule nothing could be fitted to them, and nothing would tell later what the camera was configured as.
        var hasGrown = served.Model.Adaptation is not null && pending.Settle(camera, folder);
        var now = (Written: folder.RecordWritten, fitter.Sha256, Place: AdaptationRecord.PlaceOf(camera.Settings));
        var isRetry = _failed.TryGetValue(key, out var failed) && (time.GetUtcNow() - failed.At).Duration() >= RetryInterval;
        if (!hasGrown && !isRetry && _seen.TryGetValue(key, out var seen) && seen == now)
        {
            return;
        }

        // Before it is looked at: what cannot be read is not read again until it changes.
        _seen[key] = now;
        var record = Read(key, folder);
        if (record is not null && record.Place != now.Place)
        {
            adaptations.Drop(key);
            LogElsewhere(logger, key, folder.PutAside(time.GetUtcNow()));
            return;
        }

        if (record?.ModelSha256 != fitter.Sha256)
        {
            record = fitter.Fit(folder, camera.Settings);
            _seen[key] = now with { Written = folder.RecordWritten };
        }

        InForce(key, record);
        _failed.Remove(key);
    }

    /// <summary>Takes those frames out that say nothing of the camera as it stands, or may show a failure.</summary>
    private void TakeOut(CameraKey camera, ReferenceFolder folder)
    {
        if (moved.PutAside(camera, folder, time.GetUtcNow(), out var aside))
        {
            LogMoved(logger, camera, aside);
        }

        if (folder.Remove(at => prints.IsDoubted(camera.Printer, at)) is > 0 and var doubted)
        {
            LogDoubted(logger, camera, doubted);
        }
    }

    private void InForce(CameraKey camera, AdaptationRecord? record)
    {
        if (record is null)
        {
            adaptations.Drop(camera);
            return;
        }

        adaptations.Set(camera, record);
        if (record.Refusal is { } why)
        {
            LogUnadapted(logger, camera, why);
        }
        else
        {
            LogAdapted(logger, camera, record.Adaptation.Frames, string.Join(", ", record.Effects.Select(effect => FormattableString.Invariant($"{effect.Class} {effect.Added:+0.0;-0.0;0.0}"))));
        }
    }

    /// <returns>Null where there is none that can be read: it is fitted anew.</returns>
    private AdaptationRecord? Read(CameraKey camera, ReferenceFolder folder)
    {
        try
        {
            return folder.ReadRecord();
        }
        catch (InvalidDataException e)
        {
            LogUnadapted(logger, camera, e.Message);
            return null;
        }
    }

    // Whatever is wrong with one camera's files leaves that camera unadapted, and nothing else: the printers go on being watched.
    private void Guarded(CameraKey camera, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            adaptations.Drop(camera);
            if (_failed.GetValueOrDefault(camera).Why != e.Message)
            {
                LogUnadapted(logger, camera, e.Message);
            }

            _failed[camera] = (e.Message, time.GetUtcNow());
        }
    }

    [LoggerMessage(LogLevel.Information, "{Camera} is adapted to {Frames} good frames; added to the logits: {Added}")]
    private static partial void LogAdapted(ILogger logger, CameraKey camera, int frames, string added);

    [LoggerMessage(LogLevel.Warning, "{Camera} goes unadapted: {Why}")]
    private static partial void LogUnadapted(ILogger logger, CameraKey camera, string why);

    [LoggerMessage(LogLevel.Warning, "{Camera} has another source, turn, crop or mask than its reference frames, which are kept in {Aside}. Run defects-agent adapt again.")]
    private static partial void LogElsewhere(ILogger logger, CameraKey camera, string? aside);

    [LoggerMessage(LogLevel.Warning, "{Camera}: {Count} reference frames are taken out, for they were taken near an alert that nobody called false, a miss that was reported, or a pause that a person asked for")]
    private static partial void LogDoubted(ILogger logger, CameraKey camera, int count);

    [LoggerMessage(LogLevel.Warning, "{Camera} was moved: its adaptation is dropped, its reference frames are kept in {Aside}. Run defects-agent adapt once it stands.")]
    private static partial void LogMoved(ILogger logger, CameraKey camera, string? aside);
}
