using System.Collections.Concurrent;
using System.Threading.Channels;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Shared.HardCases;
using Defects.Shared.Imaging;

namespace Defects.Agent.HardCases;

/// <summary>
/// The side of the hard cases that lives on the inference thread: picks candidates and queues copies of them. Where the disk is
/// slow the newest candidate is dropped and counted; scoring never waits.
/// </summary>
internal sealed class HardCaseQueue(AgentOptions options, HardCaseStatistics statistics) : IScoredFrameObserver, IFrameRequests
{
    private const int Capacity = 16;

    private readonly KeepingRules _rules = KeepingRules.Of(options.HardCases);
    private readonly Channel<HardCaseCandidate> _channel = Channel.CreateBounded<HardCaseCandidate>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    private readonly ConcurrentDictionary<string, HardCaseReason> _asked = new();

    /// <summary>By printer; written by the reader of the queue.</summary>
    public ConcurrentDictionary<string, PrinterDay> Days { get; } = new();

    public ChannelReader<HardCaseCandidate> Candidates => _channel.Reader;

    public void Ask(string printer, HardCaseReason reason) => _asked[printer] = reason;

    public void OnScored(in ScoredFrame frame)
    {
        if (!options.HardCases.Enabled || !frame.IsEvidence)
        {
            return;
        }

        var isAsked = _asked.TryRemove(frame.Camera.Printer, out var asked);
        var reasons = isAsked ? [asked] : HardCaseChooser.ReasonsToKeep(frame.Model, frame.Probabilities, options.HardCases.Band);
        if (reasons.Count == 0 || (!isAsked && !DayOf(frame.Camera.Printer).HasRoom(frame.Frame.CapturedAt, _rules)))
        {
            return;
        }

        // Asked first, so that a full queue costs no copy; this thread is the only one that adds.
        if (_channel.Reader.Count == Capacity)
        {
            statistics.AddDropped();
            return;
        }

        var picture = CameraFrame.Copy(frame.Frame.Encoded.Span, frame.Frame.Sequence, frame.Frame.CapturedAt, frame.Frame.View);
        _channel.Writer.TryWrite(new HardCaseCandidate(picture, DraftOf(frame, reasons), isAsked));
    }

    public PrinterDay DayOf(string printer) => Days.GetValueOrDefault(printer, PrinterDay.Empty);

    private HardCaseRecord DraftOf(in ScoredFrame frame, IReadOnlyList<HardCaseReason> reasons)
    {
        var probabilities = frame.Probabilities.ToArray();
        return new HardCaseRecord
        {
            Id = Ulid.NewUlid(frame.Frame.CapturedAt).ToString(),
            Time = frame.Frame.CapturedAt,
            Agent = options.Node,
            Printer = frame.Camera.Printer,
            Camera = frame.Camera.Camera,
            Probabilities = frame.Model.Classes.Zip(probabilities).ToDictionary(pair => pair.First, pair => (double)pair.Second),
            Embedding = frame.Embedding.ToArray(),
            ModelName = frame.Model.Name,
            ModelVersion = frame.Model.Version,
            Reasons = reasons,
            HashAlgorithm = PerceptualHash.Algorithm,
            PerceptualHash = "",
        };
    }
}
