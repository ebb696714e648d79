using Defects.Agent.Adaptation;
using Defects.Agent.Alerts;
using Defects.Agent.Cameras;
using Defects.Agent.Monitoring;
using Defects.Shared.Serving;

namespace Defects.Agent.Messaging;

/// <summary>
/// The retained states of all printers: which of them are due. A state is told when something changed that an operator would
/// want to know, and every 30 s in any case, so that a reader sees by the time whether it is still true.
/// </summary>
internal sealed class PrinterStates(FarmView farm, PrinterMemories memories, IAdaptedCameras adapted, IAgentFigures figures, TimeProvider time)
{
    /// <summary>A state is never older than this.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Evidence moves with every frame; only steps of this size are a change.</summary>
    private const double EvidenceStep = 0.1;

    // By the clock that is never set: a state must stay fresh through a change of the time of day.
    private readonly Dictionary<string, (string Gist, long At)> _told = [];

    /// <summary>Everything is due again, as on a broker that has just come back and may have forgotten all.</summary>
    public void Forget() => _told.Clear();

    /// <returns>The states to publish now; they count as told.</returns>
    public IEnumerable<PrinterStatePayload> Due()
    {
        foreach (var printer in farm.Read())
        {
            var gist = GistOf(printer);
            var isFirst = !_told.TryGetValue(printer.Id, out var told);
            if (isFirst)
            {
                memories.NoteTold(printer.Id);
            }

            if (isFirst || told.Gist != gist || time.GetElapsedTime(told.At) >= Interval)
            {
                _told[printer.Id] = (gist, time.GetTimestamp());
                yield return Describe(printer, figures.Serving.Provider);
            }
        }
    }

    /// <returns>Printers that the broker was ever told of and that are no longer configured, until they are said to be cleared.</returns>
    public IReadOnlyList<string> Gone()
    {
        var there = farm.Read().Select(printer => printer.Id).ToHashSet();
        return [.. memories.OnlyTold.Where(id => !there.Contains(id))];
    }

    /// <summary>The broker has nothing of the printer any more.</summary>
    public void Cleared(string printer)
    {
        _told.Remove(printer);
        memories.NoteCleared(printer);
    }

    private string GistOf(PrinterSnapshot printer) => string.Join(
        '|',
        [
            .. printer.Cameras.Select(camera => $"{camera.Id} {camera.Watch.Mode} {camera.Watch.Reason} {adapted.Of(new CameraKey(printer.Id, camera.Id))?.FittedAt.Ticks}"),
            .. printer.Reading.Classes.Select(reading => $"{reading.Class} {reading.AlertId} {Math.Round((reading.Evidence ?? 0) / EvidenceStep)}"),
            $"{printer.Watch.Mode} {printer.Reading.Model?.Name}/{printer.Reading.Model?.Version}",
            $"{printer.Reading.Report.Status.Activity} {printer.Reading.Report.Status.Says} {printer.Reading.Report.Status.Job?.File} {printer.IsArmed} {printer.Reading.Report.Error} {printer.Reading.Memory.Presence.IsLost}",
            $"{printer.Reading.Memory.Action.Phase} {printer.Reading.Memory.Action.Alert}",
            .. printer.Reading.OpenAlerts.Select(open => $"{open.Id} {open.Acknowledged}"),
            .. printer.Reading.Classes.Select(reading => $"{reading.Threshold} {printer.Reading.Memory.Alerts.Snoozed.GetValueOrDefault(reading.Class)} {printer.Reading.Memory.Alerts.DismissedUntil(reading.Class, time.GetUtcNow())}"),
        ]);

    private PrinterStatePayload Describe(PrinterSnapshot printer, string? provider) => new()
    {
        Printer = printer.Id,
        Name = printer.Name,
        Monitoring = printer.Watch.Mode,
        Reason = printer.Watch.Reason,
        Since = printer.Watch.Since,
        Classes = printer.Reading.Classes.ToDictionary(
            reading => reading.Class, reading => Describe(reading, printer.Reading)),
        Alerts = [.. printer.Reading.OpenAlerts.OrderBy(open => open.Id).Select(Describe)],
        Cameras = printer.Cameras.ToDictionary(
            camera => camera.Id,
            camera => new CameraPayload(
                camera.Watch.Mode, camera.Watch.Reason, camera.Watch.Since, camera.Signal.FramesScored, camera.Signal.LastFrameAt, camera.Signal.LastError,
                Describe(adapted.Of(new CameraKey(printer.Id, camera.Id))))),
        Self = printer.IsLinked ? Describe(printer.Reading) : null,
        Action = new ActionStatePayload(printer.IsArmed, printer.Reading.Memory.Action.Phase, printer.Reading.Memory.Action.Alert?.ToString()),
        Model = printer.Reading.Model is { } model ? new ModelPayload(model.Name, model.Version) : null,
        Provider = provider,
        LastFrameAt = printer.Cameras.Max(camera => camera.Signal.LastFrameAt),
    };

    private ClassPayload Describe(ClassReading reading, PrinterReading printer) => new(
        reading.Probability,
        reading.Evidence,
        reading.Threshold,
        printer.Model is { } model ? DefaultThresholds.Of(model).FirstOrDefault(threshold => threshold.Class == reading.Class)?.Set : null,
        printer.Memory.Alerts.IsSnoozed(reading.Class, time.GetUtcNow()) ? printer.Memory.Alerts.Snoozed[reading.Class] : null,
        printer.Memory.Alerts.DismissedUntil(reading.Class, time.GetUtcNow()));

    private static AdaptationPayload? Describe(AdaptationRecord? record) => record is null
        ? null
        : new AdaptationPayload(record.Adaptation.Frames, record.FittedAt, record.Model, record.Effects.ToDictionary(effect => effect.Class, effect => effect.Added), record.Refusal);

    private static OpenAlertPayload Describe(OpenAlert open) => new(open.Id.ToString(), open.Rule.Class, open.Rule.Class.Severity, open.Acknowledged);

    private static PrinterPayload Describe(PrinterReading reading)
    {
        var (status, job) = (reading.Report.Status, reading.Report.Status.Job);
        return new PrinterPayload(
            status.Activity, status.Says, reading.Memory.Presence.IsLost, reading.Report.At, reading.Report.Error, job?.File, job?.Progress, job?.Layer, job?.Layers, job?.Material);
    }
}
