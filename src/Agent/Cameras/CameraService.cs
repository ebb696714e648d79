using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Cameras;

/// <summary>Runs every source, each by itself, and follows the configuration: what did not change is not touched.</summary>
internal sealed partial class CameraService(
    CameraDirectory directory, LiveOptions options, HungCaptures hung, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    private readonly TaskCompletionSource _fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<RunningCapture> _running = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(0);
        void Change() => changed.Release();
        directory.Changed += Change;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await FollowAsync(stoppingToken);
                await await Task.WhenAny(changed.WaitAsync(stoppingToken), _fault.Task);
            }
        }
        finally
        {
            directory.Changed -= Change;
            await EndAsync(_running);
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        foreach (var remark in CameraRemarks.Of(options.Value))
        {
            LogRemark(loggers.CreateLogger<CameraService>(), remark);
        }

        var wanted = CaptureGroup.Of(directory.Cameras);
        var gone = _running.Where(running => !wanted.Any(running.Group.IsSameAs)).ToList();
        await EndAsync(gone);
        _running.RemoveAll(gone.Contains);
        foreach (var camera in gone.SelectMany(running => running.Group.Cameras).Except(directory.Cameras))
        {
            camera.Latest.Clear();
        }

        foreach (var group in wanted.Where(group => !_running.Exists(running => running.Group.IsSameAs(group))))
        {
            var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _running.Add(new RunningCapture(group, end, Task.Run(() => RunAsync(group, end.Token), CancellationToken.None)));
        }
    }

    private async Task RunAsync(CaptureGroup group, CancellationToken stop)
    {
        try
        {
            var random = new Random(SeedOf(group.Name));
            await new CameraWorker(
                group, () => CameraSources.Open(group.Settings, time), ReconnectSchedule.Default, hung, random, time, loggers.CreateLogger<CameraWorker>())
                .RunAsync(stop);
        }
        catch (Exception e)
        {
            // Workers end with their stop only; anything else ends the service.
            _fault.TrySetException(e);
        }
    }

    private static async Task EndAsync(IReadOnlyCollection<RunningCapture> captures)
    {
        foreach (var capture in captures)
        {
            await capture.End.CancelAsync();
        }

        foreach (var capture in captures)
        {
            await capture.Run;
            capture.End.Dispose();
        }
    }

    // The same from run to run, and another for each camera: their retries spread out.
    private static int SeedOf(string name) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    private sealed record RunningCapture(CaptureGroup Group, CancellationTokenSource End, Task Run);

    [LoggerMessage(LogLevel.Warning, "{Remark}")]
    private static partial void LogRemark(ILogger logger, string remark);
}
