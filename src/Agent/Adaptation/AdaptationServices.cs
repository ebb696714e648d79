using Defects.Agent.Adaptation.Collection;
using Defects.Agent.Inference;
using Microsoft.Extensions.DependencyInjection;

namespace Defects.Agent.Adaptation;

internal static class AdaptationServices
{
    /// <summary>Adds what cameras' good frames change in their scores, and who collects them and keeps that up to date. Needs the model when it starts.</summary>
    public static IServiceCollection AddAdaptation(this IServiceCollection services) => services
        .AddSingleton<CameraAdaptations>()
        .AddSingleton<IFrameAdaptation>(provider => provider.GetRequiredService<CameraAdaptations>())
        .AddSingleton<IAdaptedCameras>(provider => provider.GetRequiredService<CameraAdaptations>())
        .AddSingleton<FrameCollector>()
        .AddSingleton<IScoredFrameObserver>(provider => provider.GetRequiredService<FrameCollector>())
        .AddHostedService<CollectionWriter>()
        .AddSingleton<PendingKeeper>()
        .AddSingleton<MovedCameras>()
        .AddSingleton<IScoredFrameObserver>(provider => provider.GetRequiredService<MovedCameras>())
        .AddHostedService<AdaptationKeeper>();
}
