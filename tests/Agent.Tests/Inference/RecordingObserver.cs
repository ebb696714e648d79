using System.Collections.Concurrent;
using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Classes;

namespace Defects.Agent.Tests.Inference;

internal sealed class RecordingObserver : IScoredFrameObserver
{
    private readonly ConcurrentQueue<Seen> _seen = [];

    public sealed record Seen(CameraKey Camera, long Sequence, DateTimeOffset CapturedAt, float Good, float Spaghetti, int ModelVersion);

    public IReadOnlyList<Seen> All => [.. _seen];

    public Action? Block { get; set; }

    public void OnScored(in ScoredFrame frame)
    {
        Block?.Invoke();
        _seen.Enqueue(new Seen(
            frame.Camera,
            frame.Frame.Sequence,
            frame.Frame.CapturedAt,
            frame.ProbabilityOf(DefectClass.Good),
            frame.ProbabilityOf(DefectClass.Spaghetti),
            frame.Model.Version));
    }
}
