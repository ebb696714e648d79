using System.Globalization;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;
using Defects.Agent.Printers;

namespace Defects.Agent.Commands.Demo;

/// <summary>A line for every alert, and one for each printer now and then: for logs and pipes.</summary>
internal sealed class PlainView(TextWriter output, TimeProvider time) : IDemoView
{
    private const int TicksBetweenLines = 10;

    public async Task ShowAsync(Func<IReadOnlyList<PrinterSnapshot>> read, Func<IReadOnlyList<EventPayload>> alerts, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        var told = 0;
        for (var tick = 0; !stop.IsCancellationRequested; tick++)
        {
            foreach (var alert in alerts().Skip(told))
            {
                told++;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Clock(started)} ALERT {alert.Printer}: {alert.Class.DisplayName}, probability {alert.Probability:F2}, evidence {alert.Evidence:F2} at or above {alert.Threshold.Set:F2} for {alert.EvidenceS:F0} s"));
            }

            if (tick % TicksBetweenLines == 0)
            {
                foreach (var printer in read())
                {
                    await output.WriteLineAsync($"{Clock(started)} {Describe(printer)}");
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private string Clock(long started) => time.GetElapsedTime(started).ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    private static string Describe(PrinterSnapshot printer) =>
        printer.Watch.Mode == WatchMode.Blind
            ? $"{printer.Id} blind: {printer.Watch.Reason}"
            : $"{printer.Id} " + string.Join(", ", printer.Reading.Classes.Select(reading => string.Create(
                CultureInfo.InvariantCulture,
                $"{reading.Class} {reading.Probability:F2}{(reading.Evidence is { } evidence ? $" (evidence {evidence:F2})" : "")}")));
}
