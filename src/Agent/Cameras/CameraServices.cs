using Microsoft.Extensions.DependencyInjection;

namespace Defects.Agent.Cameras;

internal static class CameraServices
{
    /// <summary>Adds the cameras: <see cref="CameraDirectory"/> to read from, and the service that runs them.</summary>
    public static IServiceCollection AddCameras(this IServiceCollection services) => services
        .AddSingleton<FrameSignal>()
        .AddSingleton<HungCaptures>()
        .AddSingleton<CameraDirectory>()
        .AddHostedService<CameraService>();
}
