using Defects.Agent.Inference;
using Microsoft.Extensions.DependencyInjection;

namespace Defects.Agent.HardCases;

internal static class HardCaseServices
{
    /// <summary>Adds the keeping of hard cases, an observer of scored frames; it rests where the options switch it off.</summary>
    public static IServiceCollection AddHardCases(this IServiceCollection services) => services
        .AddSingleton<HardCaseStatistics>()
        .AddSingleton<HardCaseQueue>()
        .AddSingleton<IFrameRequests>(provider => provider.GetRequiredService<HardCaseQueue>())
        .AddSingleton<IScoredFrameObserver>(provider => provider.GetRequiredService<HardCaseQueue>())
        .AddHostedService<HardCaseWriter>();
}
