using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Channels;
using Defects.Agent.Alerts;
using Defects.Agent.Monitoring;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging;

/// <summary>
/// Takes alerts off the inference thread and puts them into the outbox: the event first, so that nothing can hold it up, and the
/// picture of a begin after it. An outbox that cannot be written ends the agent: an alert that nobody will ever get is a fault.
/// </summary>
internal sealed partial class AlertOutbox(Outbox outbox, Topics topics, MessageStamp stamp, ILogger<AlertOutbox> logger) : BackgroundService, IAlertSink
{
    // Not bounded: a printer tells of a class at most every 30 s.
    private readonly Channel<Alert> _alerts = Channel.CreateUnbounded<Alert>(new UnboundedChannelOptions { SingleReader = true });

    public void Take(Alert alert)
    {
        if (!_alerts.Writer.TryWrite(alert))
        {
            LogTooLate(alert.Printer, alert.Event.Class.DisplayName, alert.Event.Stage, alert.Event.Id);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _alerts.Writer.TryComplete();

        // However little time the shutdown has left: what was taken goes to the local disk, and nobody else reads meanwhile.
        await base.StopAsync(CancellationToken.None);

        // A service that is stopped as soon as it was started never comes to run; what was taken is written all the same.
        while (_alerts.Reader.TryRead(out var alert))
        {
            Write(alert);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var alert in _alerts.Reader.ReadAllAsync(CancellationToken.None))
        {
            Write(alert);
        }
    }

    private void Write(Alert alert)
    {
        var told = alert.Event;
        LogAlert(alert.Printer, told.Class.DisplayName, told.Stage, told.Evidence, told.EvidenceTime.TotalSeconds, told.Id);
        outbox.Add(new OutboxMessage(topics.Events(alert.Printer), stamp.Write(Describe(alert)), MessageJson.ContentType, Retain: false));
        if (alert.Frame is { } frame)
        {
            AddPicture(alert, frame);
        }
    }

    private void AddPicture(Alert alert, AlertFrame frame)
    {
        try
        {
            var caption = string.Create(CultureInfo.InvariantCulture, $"{alert.Event.Class.DisplayName} {alert.Event.Probability:P0}");
            var picture = AlertPicture.Draw(frame.Encoded, frame.View, frame.Heatmap, frame.HeatmapHeight, frame.HeatmapWidth, caption);
            outbox.Add(new OutboxMessage(topics.AlertImage(alert.Printer), picture, "image/jpeg", Retain: true));
        }
        catch (Exception e) when (e is ArgumentException or OpenCvSharp.OpenCVException)
        {
            // The alert has been told; it only lacks its picture.
            LogNoPicture(alert.Printer, e.Message);
        }
    }

    private EventPayload Describe(Alert alert)
    {
        var told = alert.Event;
        return new EventPayload
        {
            Type = told.Stage,
            EventId = told.Id.ToString(),
            Printer = alert.Printer,
            Camera = told.Camera,
            Class = told.Class,
            Severity = told.Class.Severity,
            Probability = told.Probability,
            Evidence = told.Evidence,
            EvidenceS = told.EvidenceTime.TotalSeconds,
            Threshold = new ThresholdPayload(told.Rule.Set, told.Rule.Reset, told.Rule.SetHold.TotalSeconds),
            Probabilities = told.Probabilities,
            BeganAt = told.BeganAt,
            Model = new ModelPayload(alert.Model.Name, alert.Model.Version),
            Frame = new FramePayload(
                told.At,
                alert.Frame is { } frame ? Convert.ToHexStringLower(SHA256.HashData(frame.Encoded)) : null,
                alert.Frame is null ? null : topics.AlertImage(alert.Printer)),
        };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Printer}: {Class} alert, {Stage}: evidence {Evidence:F2}, {Seconds:F0} s above the threshold ({Id})")]
    private partial void LogAlert(string printer, string @class, AlertStage stage, double evidence, double seconds, Ulid id);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Printer}: {Class} alert, {Stage}, came after the outbox was closed and is lost ({Id})")]
    private partial void LogTooLate(string printer, string @class, AlertStage stage, Ulid id);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Printer}: the alert has no picture: {Why}")]
    private partial void LogNoPicture(string printer, string why);
}
