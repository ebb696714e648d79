using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Shared.Serving;
using Microsoft.Extensions.Hosting;
using OpenCvSharp;

namespace Defects.Agent.Inference;

/// <summary>
/// The one loop between cameras and observers, on a thread of its own: takes the newest frame of every camera that is due,
/// scores them as a batch, and tells the observers. An observer that throws ends the program, for a program that watches
/// without alerting is worse than one that is started anew.
/// </summary>
internal sealed class InferenceEngine(
    CameraDirectory directory,
    FrameSignal signal,
    ServedModel served,
    IEnumerable<IScoredFrameObserver> observers,
    InferenceProgress progress,
    InferenceStatistics statistics,
    AgentOptions options,
    TimeProvider time,
    IAttention? attention = null,
    IFrameAdaptation? adaptation = null) : BackgroundService
{
    /// <summary>Longest time between two signs of life while no frame comes.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    private readonly IScoredFrameObserver[] _observers = [.. observers];
    private readonly FrameScoring _scoring = new(ExecutionProviders.ThreadsOf(options.Model));
    private readonly List<DueFrame> _batch = [];
    private readonly bool[] _decoded = new bool[options.Model.MaxBatch];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Loop(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Loop(CancellationToken stop)
    {
        // The frames of a batch are decoded in parallel already; OpenCV's own threads would only get in their way.
        Cv2.SetNumThreads(1);
        using var stopping = stop.Register(signal.Set);
        using var alarm = time.CreateTimer(_ => signal.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var started = time.GetTimestamp();
        var turns = new CameraTurns(camera => attention?.WeightOf(camera.Key) ?? 1, arrived => time.GetElapsedTime(started, arrived));
        while (!stop.IsCancellationRequested)
        {
            var model = served.ForNextBatch();
            turns.Follow(directory.Cameras);
            turns.Take(time.GetElapsedTime(started), model.Plan.Frames, _batch);
            if (_batch.Count > 0)
            {
                progress.Beat();
                var (begun, frames) = (time.GetTimestamp(), _batch.Count);
                Score(model);
                statistics.AddBatch(frames, begun, time.GetTimestamp(), turns.LeftWaiting);
                continue;
            }

            var wait = turns.UntilNext(time.GetElapsedTime(started));
            alarm.Change(wait < Heartbeat ? wait.Value : Heartbeat, Timeout.InfiniteTimeSpan);

            // Only once the next wake-up is certain is this a sign of life.
            progress.Beat();
            signal.Wait();
        }
    }

    private void Score(OpenedModel model)
    {
        var classifier = model.Classifier;
        try
        {
            _scoring.Score(classifier, model.Plan, _batch.Count, slot => TryFill(classifier, slot), _decoded);
            var scoredAt = time.GetUtcNow();
            for (var slot = 0; slot < _batch.Count; slot++)
            {
                Tell(model, slot, scoredAt);
            }
        }
        finally
        {
            _batch.ForEach(due => due.Frame.Dispose());
            _batch.Clear();
        }
    }

    private bool TryFill(FrameClassifier classifier, int slot)
    {
        var (camera, frame, _) = _batch[slot];
        if (!FrameDecoding.TryFill(classifier, slot, frame.Encoded.Span, frame.View))
        {
            return false;
        }

        camera.Judge(classifier.Input(slot), classifier.Model.InputSize, frame.CapturedAt);
        return true;
    }

    private void Tell(OpenedModel model, int slot, DateTimeOffset scoredAt)
    {
        var classifier = model.Classifier;
        var due = _batch[slot];
        if (!_decoded[slot])
        {
            due.Camera.NoteUndecodable();
            statistics.AddUndecodable();
            return;
        }

        due.Camera.NoteScored();
        statistics.AddFrame(time.GetElapsedTime(due.Arrived));
        Span<float> probabilities = stackalloc float[classifier.Model.Classes.Count];
        classifier.Probabilities(slot).CopyTo(probabilities);
        adaptation?.Adapt(due.Camera.Key, model, probabilities, classifier.Embedding(slot));
        var quality = due.Camera.Quality;
        var scored = new ScoredFrame
        {
            Camera = due.Camera.Key,
            Frame = due.Frame,
            Model = classifier.Model,
            Probabilities = probabilities,
            Unadapted = classifier.Probabilities(slot),
            Embedding = classifier.Embedding(slot),
            Heatmap = classifier.Heatmap(slot),
            HeatmapHeight = classifier.HeatmapHeight,
            HeatmapWidth = classifier.HeatmapWidth,
            ScoredAt = scoredAt,
            Fault = quality.Fault,
            FaultSince = quality.Since,
        };
        foreach (var observer in _observers)
        {
            observer.OnScored(scored);
        }
    }
}
