using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Defects.Agent.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Cameras;

/// <summary>Runs every camera, each by itself.</summary>
internal sealed partial class CameraService(CameraDirectory directory, AgentOptions options, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var remark in SharedSources.Remarks(options))
        {
            LogRemark(loggers.CreateLogger<CameraService>(), remark);
        }

        return Task.WhenAll(directory.Cameras.Select(camera => Task.Run(() => WorkerOf(camera).RunAsync(stoppingToken), CancellationToken.None)));
    }

    private CameraWorker WorkerOf(Camera camera) => new(
        camera,
        () => CameraSources.Open(camera.Settings, time),
        ReconnectSchedule.Default,
        new Random(SeedOf(camera.Key)),
        time,
        loggers.CreateLogger<CameraWorker>());

    // The same from run to run, and another for each camera: their retries spread out.
    private static int SeedOf(CameraKey key) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())));

    [LoggerMessage(LogLevel.Warning, "{Remark}")]
    private static partial void LogRemark(ILogger logger, string remark);
}
