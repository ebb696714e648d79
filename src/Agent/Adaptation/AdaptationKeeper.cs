using System.Collections.Concurrent;
using Defects.Agent.Cameras;
using Defects.Agent.Cameras.Quality;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;

namespace Defects.Agent.Adaptation;

/// <summary>
/// Holds the adaptations in force to what lies on disk: takes in what <c>defects-agent adapt</c> wrote, fits cameras anew when another model is
/// served, and puts the frames of a camera aside that was moved.
/// </summary>
internal sealed partial class AdaptationKeeper(
    AgentOptions options, CameraDirectory cameras, IServedModel served, CameraAdaptations adaptations, TimeProvider time, ILogger<AdaptationKeeper> logger)
    : BackgroundService, IScoredFrameObserver
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<CameraKey, bool> _moved = new();
    private readonly Dictionary<CameraKey, (DateTime? Written, string Sha256)> _seen = [];

    public void OnScored(in ScoredFrame frame)
    {
        // What is known of the camera holds for another place: from the very next frame on it is not applied. What was learnt after the
        // move is of the new one.
        if (frame.Fault == CameraFault.Moved && adaptations.Of(frame.Camera) is { } record && frame.FaultSince > record.FittedAt && adaptations.Drop(frame.Camera))
        {
            _moved[frame.Camera] = true;
        }
    }

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
        var sha256 = served.Sha256;
        AdaptationFitter? fitter = null;
        try
        {
            foreach (var camera in cameras.Cameras.Select(camera => camera.Key))
            {
                stop.ThrowIfCancellationRequested();
                Guarded(camera, () => Look(camera, sha256, ref fitter));
            }
        }
        finally
        {
            fitter?.Dispose();
        }
    }

    private void Look(CameraKey camera, string sha256, ref AdaptationFitter? fitter)
    {
        var folder = ReferenceFolder.Of(options.StateDirectory, camera);
        if (_moved.TryRemove(camera, out _))
        {
            LogMoved(logger, camera, folder.PutAside(time.GetUtcNow()));
        }

        var now = (folder.RecordWritten, sha256);
        if (_seen.TryGetValue(camera, out var seen) && seen == now)
        {
            return;
        }

        // Before it is looked at: what cannot be read is not read again until it changes.
        _seen[camera] = now;
        var record = now.RecordWritten is null ? null : folder.ReadRecord();
        if (record is not null && record.ModelSha256 != sha256)
        {
            record = Refit(folder, sha256, ref fitter);
            _seen[camera] = (folder.RecordWritten, sha256);
        }

        if (record is null)
        {
            adaptations.Drop(camera);
            return;
        }

        adaptations.Set(camera, record);
        if (record.Refusal is { } why)
        {
            LogRefused(logger, camera, why);
        }
        else
        {
            LogAdapted(logger, camera, record.Adaptation.Frames, string.Join(", ", record.Effects.Select(effect => FormattableString.Invariant($"{effect.Class} {effect.Added:+0.0;-0.0;0.0}"))));
        }
    }

    private AdaptationRecord? Refit(ReferenceFolder folder, string sha256, ref AdaptationFitter? fitter)
    {
        if (fitter is null)
        {
            var bundle = ModelBundle.Read(options.Model.Path);
            if (bundle.Manifest.ModelSha256 != sha256 || bundle.Manifest.Model.Adaptation is null)
            {
                return null;
            }

            fitter = new AdaptationFitter(bundle, time);
        }

        return fitter.Fit(folder);
    }

    // A disk that is full or a damaged file leaves one camera unadapted, and nothing else.
    private void Guarded(CameraKey camera, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or BundleException or OnnxRuntimeException)
        {
            adaptations.Drop(camera);
            LogFailed(logger, camera, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Camera} is adapted to {Frames} good frames; added to the logits: {Added}")]
    private static partial void LogAdapted(ILogger logger, CameraKey camera, int frames, string added);

    [LoggerMessage(LogLevel.Warning, "{Camera} goes unadapted: {Why}")]
    private static partial void LogRefused(ILogger logger, CameraKey camera, string why);

    [LoggerMessage(LogLevel.Warning, "{Camera} was moved: its adaptation is dropped, its reference frames are kept in {Aside}. Run defects-agent adapt once it stands.")]
    private static partial void LogMoved(ILogger logger, CameraKey camera, string? aside);

    [LoggerMessage(LogLevel.Warning, "{Camera} goes unadapted: {Why}")]
    private static partial void LogFailed(ILogger logger, CameraKey camera, string why);
}
