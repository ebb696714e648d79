using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;

namespace Defects.Agent.Monitoring;

/// <summary>
/// Holds the watch of one printer while frames come from the inference thread and everything else from others: takes it one step at a
/// time, and hands each step's events and what is to be remembered to the sink in one piece. Thread-safe.
/// </summary>
/// <param name="id">The printer's.</param>
/// <param name="options">In force until <see cref="Follow"/>.</param>
/// <param name="agentOptions">The same.</param>
/// <param name="remembered">From before the agent's start.</param>
/// <param name="sink">Told of everything.</param>
/// <param name="newId">Makes the id of an alert that begins at the given time.</param>
internal sealed class PrinterMonitor(
    string id, PrinterOptions options, AgentOptions agentOptions, PrinterMemory remembered, INewsSink sink, Func<DateTimeOffset, Ulid> newId)
{
    private readonly Lock _lock = new();
    private PrinterWatch _watch = new(options, agentOptions, remembered.Resume());
    private bool _closed;

    public string Id => id;

    /// <inheritdoc cref="PrinterWatch.Weight"/>
    public double Weight => Now.Weight;

    public PrinterOptions Printer => Now.Printer;

    /// <inheritdoc cref="PrinterWatch.IsOn"/>
    public bool IsOn => Now.IsOn;

    private PrinterWatch Now => Volatile.Read(ref _watch);

    public PrintTrust Trust => Now.Memory.Trust;

    /// <inheritdoc cref="IPrintTrust.PrintOf"/>
    public DateTimeOffset? TrustedPrint => Now.TrustedPrint;

    /// <inheritdoc cref="IPrintTrust.IsDoubted"/>
    public bool IsDoubted(DateTimeOffset at) => Now.Memory.IsDoubted(at);

    public PrinterReading Read() => Now.Read();

    /// <inheritdoc cref="PrinterWatch.Follow"/>
    public void Follow(PrinterOptions printer, AgentOptions agent)
    {
        lock (_lock)
        {
            Take(_watch.Follow(printer, agent));
        }
    }

    /// <summary>The printer is watched no more: its open alerts end, and it is forgotten.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Take(_watch.Rearm(EndReason.Off));
        }
    }

    public void OnScored(in ScoredFrame frame)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            var step = _watch.See(frame, newId);
            Take(step, step.Events.Count == 0 ? null : FramesOf(step, frame));
        }
    }

    /// <inheritdoc cref="PrinterWatch.Hear"/>
    /// <returns>Somebody has just paused the print, and it was not the agent.</returns>
    public bool OnPrinter(PrinterReport report, DateTimeOffset now)
    {
        lock (_lock)
        {
            var isPaused = _watch.IsPausedByAPerson(report);
            Take(_watch.Hear(report, now));
            return isPaused;
        }
    }

    /// <summary>Does what a person asks, and tells the answer.</summary>
    /// <returns>How it was answered.</returns>
    public AnswerKind Do(OperatorCommand command, DateTimeOffset now)
    {
        lock (_lock)
        {
            var step = _watch.Do(command, now);
            Take(step);
            return step.Events.OfType<CommandAnswer>().First().Kind;
        }
    }

    /// <summary>Tells that a command was refused.</summary>
    public void Refuse(string command, string why)
    {
        lock (_lock)
        {
            Take(new WatchStep(_watch, [new CommandAnswer(AnswerKind.Refused, command, null) { Reason = why }]));
        }
    }

    /// <summary>Takes the action ladder one step on.</summary>
    /// <param name="elapsed">Since the last step.</param>
    /// <returns>Whether the printer is to be asked for a pause, once that is safe on disk.</returns>
    public Task<bool> StepAsync(TimeSpan elapsed, DateTimeOffset now)
    {
        lock (_lock)
        {
            var (after, step) = _watch.Climb(elapsed, now);
            return SafeAsync(Take(new WatchStep(after, step.Events)), step.AsksForPause);
        }
    }

    /// <inheritdoc cref="PrinterWatch.Refused"/>
    public void OnRefused(string why)
    {
        lock (_lock)
        {
            Take(WatchStep.To(_watch.Refused(why)));
        }
    }

    private static Dictionary<Ulid, AlertFrame> FramesOf(WatchStep step, in ScoredFrame frame)
    {
        Dictionary<Ulid, AlertFrame> frames = [];
        foreach (var begin in step.Events.OfType<AlertEvent>().Where(told => told.Stage == AlertStage.Begin))
        {
            frames.Add(begin.Id, AlertFrame.CopyOf(frame, begin.Class));
        }

        return frames;
    }

    private static async Task<bool> SafeAsync(Task onDisk, bool asksForPause)
    {
        await onDisk;
        return asksForPause;
    }

    /// <returns>Completes once what was told is on disk.</returns>
    private Task Take(WatchStep step, IReadOnlyDictionary<Ulid, AlertFrame>? frames = null)
    {
        Volatile.Write(ref _watch, step.After);
        return step.Events.Count == 0 && !step.MustBeKept
            ? Task.CompletedTask
            : sink.Take(new PrinterNews(id, step.Events, _closed ? null : _watch.Memory, _watch.Memory.Model) { Frames = frames ?? new Dictionary<Ulid, AlertFrame>() });
    }
}
