using Microsoft.Extensions.DependencyInjection;

namespace Defects.Agent.Inference;

internal static class InferenceServices
{
    /// <summary>
    /// Adds the model (<see cref="IServedModel"/>), which is opened as the host starts, and the loop that scores frames with it
    /// and tells every <see cref="IScoredFrameObserver"/>; <see cref="InferenceProgress"/> and <see cref="InferenceStatistics"/>
    /// say how it fares. Services that need the model when they start are added after this.
    /// </summary>
    public static IServiceCollection AddInference(this IServiceCollection services) => services
        .AddSingleton<ModelOpener>()
        .AddSingleton<ServedModel>()
        .AddSingleton<IServedModel>(provider => provider.GetRequiredService<ServedModel>())
        .AddSingleton<InferenceProgress>()
        .AddSingleton<InferenceStatistics>()
        .AddHostedService<ModelWatcher>()
        .AddHostedService<InferenceEngine>();
}
