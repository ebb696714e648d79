using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>All printers at one moment, for whoever reports on them.</summary>
/// <param name="monitors">What is seen.</param>
/// <param name="signals">What the cameras have delivered.</param>
/// <param name="time">The machine's clock.</param>
internal sealed class FarmView(PrinterMonitors monitors, ICameraSignals signals, TimeProvider time)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly Lock _lock = new();
    private readonly Dictionary<CameraKey, Watch> _watches = [];
    private readonly Dictionary<string, Watch> _resting = [];

    // Since when frames of a camera are waited for: the agent's start, or when it was configured.
    private readonly Dictionary<CameraKey, DateTimeOffset> _awaited = [];
    private bool _hasRead;

    public IReadOnlyList<PrinterSnapshot> Read()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var beginning = _hasRead ? now : _started;
            _hasRead = true;
            return [.. monitors.All.Select(monitor => Read(monitor, beginning, now))];
        }
    }

    private PrinterSnapshot Read(PrinterMonitor monitor, DateTimeOffset beginning, DateTimeOffset now)
    {
        var reading = monitor.Read();
        if (!monitor.IsOn)
        {
            return Describe(monitor, Rest(monitor.Id, WatchMode.Off, now), [], reading);
        }

        List<CameraSnapshot> cameras = [];
        foreach (var (id, camera) in monitor.Printer.Cameras.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var key = new CameraKey(monitor.Id, id);
            var signal = signals.Of(key);
            DateTimeOffset? scoredAt = reading.ScoredAt.TryGetValue(id, out var at) ? at : null;
            if (signal.LastFrameAt is null && _watches.GetValueOrDefault(key)?.Reason != BlindReason.NoSignal)
            {
                _awaited[key] = beginning;
            }

            var deadline = Watch.Deadline(camera.Interval ?? CameraOptions.DefaultInterval);
            _watches[key] = Watch.OfCamera(
                _watches.GetValueOrDefault(key), signal.LastFrameAt, scoredAt, signal.Fault, _awaited.GetValueOrDefault(key, _started), now, deadline);
            cameras.Add(new CameraSnapshot(id, _watches[key], signal));
        }

        if (reading.Report.Status.Activity == PrinterActivity.Idle)
        {
            return Describe(monitor, Rest(monitor.Id, WatchMode.Idle, now), cameras, reading);
        }

        _resting.Remove(monitor.Id);
        return Describe(monitor, Watch.OfPrinter(cameras.Select(camera => camera.Watch)), cameras, reading);
    }

    private Watch Rest(string printer, WatchMode mode, DateTimeOffset now)
    {
        if (_resting.GetValueOrDefault(printer)?.Mode != mode)
        {
            _resting[printer] = new Watch(mode, null, now);
        }

        return _resting[printer];
    }

    private static PrinterSnapshot Describe(PrinterMonitor monitor, Watch watch, IReadOnlyList<CameraSnapshot> cameras, PrinterReading reading) =>
        new(monitor.Id, monitor.Printer.Name ?? monitor.Id, watch, cameras, reading)
        {
            IsLinked = monitor.Printer.Link is not null,
            IsArmed = monitor.Printer.Armed,
        };
}
