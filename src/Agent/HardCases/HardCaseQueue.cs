using System.Collections.Concurrent;
using System.Threading.Channels;
using Defects.Agent.Cameras;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Printers;
using Defects.Shared.HardCases;
using Defects.Shared.Imaging;

namespace Defects.Agent.HardCases;

/// <summary>
/// The side of the hard cases that lives on the inference thread: picks candidates and queues copies of them. Where the disk is
/// slow the newest candidate is dropped and counted; scoring never waits. Of a printer whose watch is off nothing is kept.
/// </summary>
internal sealed class HardCaseQueue(AgentOptions options, IPrintTrust prints, HardCaseStatistics statistics) : IScoredFrameObserver, IFrameRequests
{
    private const int Capacity = 16;

    /// <summary>How old a suspicious frame may be and still stand for an open alert.</summary>
    private static readonly TimeSpan LongestMemory = TimeSpan.FromHours(12);

    /// <summary>A failure that goes on for hours must not be copied with each frame.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);

    private readonly KeepingRules _rules = KeepingRules.Of(options.HardCases);
    private readonly Channel<HardCaseCandidate> _channel = Channel.CreateBounded<HardCaseCandidate>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });

    // When each was asked for last.
    private readonly ConcurrentDictionary<(string Printer, HardCaseReason Reason), DateTimeOffset> _asked = new();

    // The last frame of each printer that showed a defect above its threshold; of the inference thread alone.
    private readonly Dictionary<string, HardCaseCandidate> _suspicious = [];

    /// <summary>By printer; written by the reader of the queue.</summary>
    public ConcurrentDictionary<string, PrinterDay> Days { get; } = new();

    public ChannelReader<HardCaseCandidate> Candidates => _channel.Reader;

    public void Ask(string printer, HardCaseReason reason, DateTimeOffset now) => _asked[(printer, reason)] = now;

    public void OnScored(in ScoredFrame frame)
    {
        var printer = frame.Camera.Printer;
        if (!options.HardCases.Enabled || !frame.IsEvidence || !prints.IsWatched(printer))
        {
            return;
        }

        var isFull = _channel.Reader.Count == Capacity;
        if (!isFull && !_asked.IsEmpty && TakeAsked(printer) is { Count: > 0 } asked)
        {
            KeepAsked(frame, asked);
        }
        else if (HardCaseChooser.ReasonsToKeep(frame.Model, frame.Unadapted, options.HardCases.Band) is { Count: > 0 } reasons
            && DayOf(printer).HasRoom(frame.Frame.CapturedAt, _rules))
        {
            // Asked first, so that a full queue costs no copy; this thread is the only one that adds.
            if (isFull)
            {
                statistics.AddDropped();
            }
            else
            {
                var copy = CopyOf(frame);
                _channel.Writer.TryWrite(copy with { Draft = copy.Draft with { Reasons = reasons } });
            }
        }

        if (HardCaseChooser.IsSuspicious(frame.Model, frame.Probabilities))
        {
            Remember(frame);
        }
    }

    private List<(HardCaseReason Reason, DateTimeOffset At)> TakeAsked(string printer)
    {
        List<(HardCaseReason, DateTimeOffset)> taken = [];
        foreach (var ((asker, reason), _) in _asked)
        {
            if (asker == printer && _asked.TryRemove((asker, reason), out var at))
            {
                taken.Add((reason, at));
            }
        }

        return taken;
    }

    private void KeepAsked(in ScoredFrame frame, List<(HardCaseReason Reason, DateTimeOffset At)> asked)
    {
        if (asked.Any(one => one.Reason == HardCaseReason.OperatorFalseAlarm) && Suspicious(frame) is { } seen)
        {
            _channel.Writer.TryWrite(seen with { Draft = seen.Draft with { Reasons = [HardCaseReason.OperatorFalseAlarm] }, IsAsked = true });
            asked.RemoveAll(one => one.Reason == HardCaseReason.OperatorFalseAlarm);
        }

        var takenAt = frame.Frame.CapturedAt;
        List<HardCaseReason> reasons = [.. asked.Where(one => (takenAt - one.At).Duration() <= IFrameRequests.LongestWait).Select(one => one.Reason).Order()];
        if (reasons.Count > 0)
        {
            var copy = CopyOf(frame);
            if (!_channel.Writer.TryWrite(copy with { Draft = copy.Draft with { Reasons = reasons }, IsAsked = true }))
            {
                copy.Picture.Dispose();
            }
        }
    }

    public PrinterDay DayOf(string printer) => Days.GetValueOrDefault(printer, PrinterDay.Empty);

    /// <summary>Takes the remembered frame; null where there is none, or none that could be of an alert that is open now.</summary>
    private HardCaseCandidate? Suspicious(in ScoredFrame frame)
    {
        if (!_suspicious.Remove(frame.Camera.Printer, out var seen))
        {
            return null;
        }

        if ((frame.Frame.CapturedAt - seen.Draft.Time).Duration() <= LongestMemory)
        {
            return seen;
        }

        seen.Picture.Dispose();
        return null;
    }

    private void Remember(in ScoredFrame frame)
    {
        if (_suspicious.TryGetValue(frame.Camera.Printer, out var older))
        {
            if ((frame.Frame.CapturedAt - older.Draft.Time).Duration() < Refresh)
            {
                return;
            }

            older.Picture.Dispose();
        }

        _suspicious[frame.Camera.Printer] = CopyOf(frame);
    }

    private HardCaseCandidate CopyOf(in ScoredFrame frame) => new(
        CameraFrame.Copy(frame.Frame.Encoded.Span, frame.Frame.Sequence, frame.Frame.CapturedAt, frame.Frame.View), DraftOf(frame), IsAsked: false);

    private HardCaseRecord DraftOf(in ScoredFrame frame)
    {
        var probabilities = frame.Unadapted.ToArray();
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
            Reasons = [],
            HashAlgorithm = PerceptualHash.Algorithm,
            PerceptualHash = "",
        };
    }
}
