using Defects.Agent.Cameras;
using Defects.Agent.HardCases;
using Defects.Agent.Inference;
using Defects.Agent.Messaging;
using Defects.Agent.Messaging.Commands;

namespace Defects.Agent.Commands;

/// <summary>Gathers the figures that go out as stats.</summary>
internal sealed class AgentFigures(CameraDirectory cameras, HungCaptures hung, InferenceStatistics inference, HardCaseStatistics hardCases, MessageBus bus, CommandLimits commands, IServedModel served) : IAgentFigures
{
    // Messaging starts after inference, which opens the first model as it starts.
    public ServingPayload Serving => new(
        new ModelPayload(served.Model.Name, served.Model.Version),
        served.Provider.Name,
        served.Provider.Refusals.ToDictionary(refusal => refusal.Provider, refusal => refusal.Reason),
        served.Refused is { } refused ? new RefusedModelPayload(refused.Target, refused.Reason, refused.At) : null);

    public IReadOnlyDictionary<string, double> Read()
    {
        var statuses = cameras.Cameras.Select(camera => camera.Status).ToList();
        var scored = inference.Read();
        var kept = hardCases.Read();
        return new Dictionary<string, double>
        {
            ["cameras"] = statuses.Count,
            ["cameras_connected"] = statuses.Count(status => status.Connected),
            ["frames_received"] = statuses.Sum(status => status.Frames),
            ["frames_replaced"] = statuses.Sum(status => status.Dropped),
            ["frames_undecodable"] = scored.Undecodable,
            ["frames_scored"] = scored.Frames,
            ["batches"] = scored.Batches,
            ["latency_p50_ms"] = scored.LatencyP50.TotalMilliseconds,
            ["latency_p99_ms"] = scored.LatencyP99.TotalMilliseconds,
            ["queue_depth"] = scored.QueueDepth,
            ["capacity_fps"] = scored.Capacity ?? 0,
            ["headroom"] = 1 - scored.Load,
            ["captures_hung"] = hung.Count,
            ["hard_cases_kept"] = kept.Kept,
            ["hard_cases_duplicate"] = kept.Duplicates,
            ["hard_cases_dropped"] = kept.Dropped,
            ["hard_cases_failed"] = kept.Failed,
            ["messages_ignored"] = bus.Ignored,
            ["commands_dropped"] = commands.Dropped,
        };
    }
}
