using Defects.Agent.Devices;
using Defects.Agent.Cameras;
using Defects.Agent.Inference;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;

namespace Defects.Agent.Replay;

/// <summary>Scores a folder of images or a video file as the agent would, a frame each interval of the footage's own time.</summary>
internal sealed class FootageScorer(FrameClassifier classifier, TimeSpan interval) : IFrameSink
{
    private readonly List<ScoredMoment> _frames = [];
    private DateTimeOffset? _start;
    private TimeSpan _due;

    /// <summary>Pictures that could not be decoded and were left out.</summary>
    public int Undecodable { get; private set; }

    public IReadOnlyList<ScoredMoment> Frames => _frames;

    /// <exception cref="DeviceException">The source is no footage, or broken.</exception>
    public static async Task<FootageScorer> ScoreAsync(
        string source, FrameClassifier classifier, TimeSpan interval, TimeProvider time, CancellationToken stop)
    {
        var settings = new CameraSettings(source, interval, Timeout: TimeSpan.FromSeconds(10), null, HardwareDecoding: false, AsFastAsPossible: true, Loop: false);
        if (CameraSources.LongestSilence(settings) is not null)
        {
            throw new DeviceException($"{settings.SourceText} is no footage; expected a video file or a folder of images");
        }

        var scorer = new FootageScorer(classifier, interval);
        await CameraSources.Open(settings, time).RunAsync(scorer, stop);
        return scorer;
    }

    void IFrameSink.Offer(ReadOnlySpan<byte> encoded, DateTimeOffset capturedAt)
    {
        var at = capturedAt - (_start ??= capturedAt);
        if (at < _due)
        {
            return;
        }

        // The next is due an interval after this one was, not after it came: a video's frames never fall onto the interval.
        _due += interval * Math.Floor(((at - _due) / interval) + 1);
        if (!FrameDecoding.TryFill(classifier, 0, encoded, FrameView.Whole))
        {
            Undecodable++;
            return;
        }

        classifier.Run(1);
        _frames.Add(new ScoredMoment(TimeSpan.FromMilliseconds(Math.Round(at.TotalMilliseconds)), 0, classifier.Probabilities(0).ToArray()));
    }

    Task IFrameSink.WaitUntilTakenAsync(CancellationToken stop) => Task.CompletedTask;
}
