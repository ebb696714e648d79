using System.Threading.Channels;
using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// Takes news off the inference thread and puts its events into the outbox, in one transaction with what is to be remembered: after a
/// crash nothing is told twice and nothing is open that was never told. Pictures are drawn while no event waits: where a hundred printers
/// alert at once, the last is told before the first has its picture.
/// </summary>
internal sealed partial class NewsOutbox(
    StateDatabase database, Outbox outbox, PrinterMemories memories, EventWriter events, ILogger<NewsOutbox> logger) : BackgroundService, INewsSink
{
    // Not bounded: a printer tells of a class at most every 30 s, and commands are limited where they come in.
    private readonly Channel<(PrinterNews News, TaskCompletionSource Safe)> _taken =
        Channel.CreateUnbounded<(PrinterNews, TaskCompletionSource)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly List<(string Printer, AlertEvent Begin, AlertFrame Frame)> _undrawn = [];

    public Task Take(PrinterNews news)
    {
        var safe = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_taken.Writer.TryWrite((news, safe)))
        {
            LogTooLate(news.Printer, string.Join(", ", news.Events.Select(told => told is AlertEvent alert ? $"{alert.Class} {alert.Stage} {alert.Id}" : told.GetType().Name)));
            safe.SetCanceled();
        }

        return safe.Task;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _taken.Writer.TryComplete();

        // However little time the shutdown has left: what was taken goes to the local disk, and nobody else reads meanwhile.
        await base.StopAsync(CancellationToken.None);

        // A service that is stopped as soon as it was started never comes to run; what was taken is written all the same.
        WriteAll();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _taken.Reader.WaitToReadAsync(CancellationToken.None))
        {
            WriteAll();
        }
    }

    private void WriteAll()
    {
        do
        {
            while (_taken.Reader.TryRead(out var taken))
            {
                Write(taken.News);
                taken.Safe.SetResult();
            }
        }
        while (DrawOne());
    }

    private void Write(PrinterNews news)
    {
        database.InTransaction(() =>
        {
            foreach (var told in news.Events)
            {
                outbox.Add(events.Write(news, told));
            }

            if (news.Memory is null || news.Frames.Count > 0)
            {
                // The one at the broker is of another alert, and the next may never be drawn. Of a printer that is gone one that still waits
                // would stay there after all else was cleared.
                outbox.Add(events.NoPicture(news.Printer));
            }

            memories.Save(news.Printer, news.Memory);
            return news.Events.Count;
        });
        foreach (var told in news.Events)
        {
            Log(news.Printer, told);
        }

        if (news.Memory is null)
        {
            _undrawn.RemoveAll(picture => picture.Printer == news.Printer);
        }

        foreach (var begin in news.Events.OfType<AlertEvent>().Where(told => news.Frames.ContainsKey(told.Id)))
        {
            _undrawn.Add((news.Printer, begin, news.Frames[begin.Id]));
        }
    }

    private bool DrawOne()
    {
        if (_undrawn.Count == 0)
        {
            return false;
        }

        var next = _undrawn[0];
        _undrawn.RemoveAt(0);
        try
        {
            outbox.Add(events.Draw(next.Printer, next.Begin, next.Frame));
        }
        catch (Exception e) when (e is ArgumentException or OpenCvSharp.OpenCVException)
        {
            // The alert has been told; it only lacks its picture, and must not be given another's.
            LogNoPicture(next.Printer, e.Message);
            outbox.Add(events.NoPicture(next.Printer));
        }

        return true;
    }

    private void Log(string printer, PrinterEvent told)
    {
        switch (told)
        {
            case AlertEvent alert:
                LogAlert(printer, alert.Class.DisplayName, alert.Stage, alert.Evidence, alert.EvidenceTime.TotalSeconds, alert.Id);
                break;
            case ActionEvent action:
                LogAction(printer, action.Kind, action.By, action.Reason ?? "no remark", action.Alert);
                break;
            case PresenceEvent presence:
                LogPresence(printer, presence.Change, presence.Reason ?? "no remark");
                break;
            case CommandAnswer answer:
                LogAnswer(printer, answer.Command, answer.By ?? "somebody", answer.Kind, answer.Reason ?? "done");
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Printer}: {Class} alert, {Stage}: evidence {Evidence:F2}, {Seconds:F0} s above the threshold ({Id})")]
    private partial void LogAlert(string printer, string @class, AlertStage stage, double evidence, double seconds, Ulid id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Printer}: pause {Kind} by {By}: {Reason} ({Alert})")]
    private partial void LogAction(string printer, ActionKind kind, Initiator by, string reason, Ulid? alert);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Printer}: the printer is {Change}: {Reason}")]
    private partial void LogPresence(string printer, PresenceChange change, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Printer}: command {Command} of {By}: {Kind}, {Reason}")]
    private partial void LogAnswer(string printer, string command, string by, AnswerKind kind, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Printer}: what came after the outbox was closed is lost: {Events}")]
    private partial void LogTooLate(string printer, string events);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Printer}: the alert has no picture: {Why}")]
    private partial void LogNoPicture(string printer, string why);
}
