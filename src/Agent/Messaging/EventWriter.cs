using System.Globalization;
using System.Security.Cryptography;
using Defects.Agent.Actions;
using Defects.Agent.Alerts;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Messaging;

/// <summary>Writes what happened at a printer as messages.</summary>
internal sealed class EventWriter(Topics topics, MessageStamp stamp, TimeProvider time)
{
    public OutboxMessage Write(PrinterNews news, PrinterEvent told)
    {
        Payload payload = told switch
        {
            AlertEvent alert => Describe(news, alert),
            ActionEvent action => Describe(news.Printer, action),
            CommandAnswer answer => Describe(news.Printer, answer),
            PresenceEvent presence => Describe(news.Printer, presence),
            _ => throw new ArgumentOutOfRangeException(nameof(told), told, "No such event."),
        };
        return new OutboxMessage(topics.Events(news.Printer), stamp.Write(payload), MessageJson.ContentType, Retain: false);
    }

    /// <summary>The picture of an alert that has begun.</summary>
    /// <exception cref="ArgumentException">The frame does not decode.</exception>
    public OutboxMessage Draw(string printer, AlertEvent begin, AlertFrame frame)
    {
        var caption = string.Create(CultureInfo.InvariantCulture, $"{begin.Class.DisplayName} {begin.Probability:P0}");
        var picture = AlertPicture.Draw(frame.Encoded, frame.View, frame.Heatmap, frame.HeatmapHeight, frame.HeatmapWidth, caption);
        return new OutboxMessage(topics.AlertImage(printer), picture, "image/jpeg", Retain: true);
    }

    /// <summary>Takes the picture of an alert away.</summary>
    public OutboxMessage NoPicture(string printer) => new(topics.AlertImage(printer), [], "image/jpeg", Retain: true);

    private EventPayload Describe(PrinterNews news, AlertEvent told)
    {
        var frame = news.Frames.GetValueOrDefault(told.Id);
        return new EventPayload
        {
            Type = told.Stage,
            EventId = told.Id.ToString(),
            Printer = news.Printer,
            Camera = told.Camera,
            Class = told.Class,
            Severity = told.Class.Severity,
            Probability = told.Probability,
            Evidence = told.Evidence,
            EvidenceS = told.EvidenceTime.TotalSeconds,
            Threshold = new ThresholdPayload(told.Rule.Set, told.Rule.Reset, told.Rule.SetHold.TotalSeconds),
            Probabilities = told.Probabilities,
            BeganAt = told.BeganAt,
            Model = new ModelPayload(news.Model?.Name ?? "unknown", news.Model?.Version ?? 0),
            Frame = new FramePayload(
                told.At,
                frame is null ? null : Convert.ToHexStringLower(SHA256.HashData(frame.Encoded)),
                frame is null ? null : topics.AlertImage(news.Printer)),
            Reason = told.Reason,
            PlannedAction = told.Rule.Countdown is null ? "none" : "pause",
        };
    }

    private ActionPayload Describe(string printer, ActionEvent told) => new()
    {
        Printer = printer,
        EventId = told.Alert?.ToString(),
        Class = told.Class,
        Action = told.Kind,
        Initiator = told.By,
        Due = time.GetUtcNow() + told.In,
        VetoTopic = told.Kind == ActionKind.Announced ? topics.Command(printer, "veto") : null,
        Attempt = told.Attempt,
        Reason = told.Reason,
    };

    private static PresencePayload Describe(string printer, PresenceEvent told) => new()
    {
        Type = told.Change,
        Printer = printer,
        Severity = told.Change == PresenceChange.Lost ? Severity.Fail : Severity.None,
        Reason = told.Reason,
    };

    private static AnswerPayload Describe(string printer, CommandAnswer told) => new()
    {
        Type = told.Kind,
        Printer = printer,
        Command = told.Command,
        By = told.By,
        EventIds = told.Alerts.Count > 0 ? [.. told.Alerts.Select(id => id.ToString())] : null,
        Class = told.Class,
        Until = told.Until,
        Setting = told.Setting,
        Value = told.Value,
        Reason = told.Reason,
    };
}
