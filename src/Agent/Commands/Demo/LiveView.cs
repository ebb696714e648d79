using System.Globalization;
using Defects.Agent.Messaging;
using Defects.Agent.Monitoring;
using Defects.Agent.Printers;
using Defects.Shared.Classes;
using Spectre.Console;

namespace Defects.Agent.Commands.Demo;

/// <summary>A table that follows the printers, for a terminal.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time) : IDemoView
{
    private const int BarWidth = 12;

    public Task ShowAsync(Func<IReadOnlyList<PrinterSnapshot>> read, Func<IReadOnlyList<EventPayload>> alerts, CancellationToken stop)
    {
        var started = time.GetTimestamp();
        return console.Live(new Text("")).StartAsync(async live =>
        {
            while (!stop.IsCancellationRequested)
            {
                live.UpdateTarget(Draw(read(), alerts(), time.GetElapsedTime(started)));
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
    }

    private static Table Draw(IReadOnlyList<PrinterSnapshot> printers, IReadOnlyList<EventPayload> alerts, TimeSpan elapsed)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(string.Create(CultureInfo.InvariantCulture, $"{elapsed:mm\\:ss}  Ctrl-C ends the demo"));
        table.AddColumns("Printer", "Class", "Probability", "Evidence");
        foreach (var printer in printers)
        {
            var readings = printer.Reading.Classes;
            table.AddRow(
                $"{printer.Name}\n{Seen(printer)}\n{Told(alerts.LastOrDefault(told => told.Printer == printer.Id))}",
                string.Join('\n', readings.Select(reading => reading.Class.DisplayName)),
                string.Join('\n', readings.Select(reading => Bar(reading.Probability, reading.Class))),
                string.Join('\n', readings.Select(reading => string.Create(
                    CultureInfo.InvariantCulture, $"{reading.Evidence:F2}{(reading.Threshold is null ? "" : " of ")}{reading.Threshold:F2}"))));
            table.AddEmptyRow();
        }

        return table;
    }

    private static string Seen(PrinterSnapshot printer) =>
        printer.Watch.Mode == WatchMode.Blind
            ? $"[yellow]blind: {printer.Watch.Reason}[/]"
            : Name(printer.Reading.Classes.MaxBy(reading => reading.Probability)!.Class);

    private static string Told(EventPayload? alert) => alert is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"[bold red]ALERT {alert.Class.DisplayName}[/]\n{alert.Evidence:F2} for {alert.EvidenceS:F0} s");

    private static string Name(DefectClass item) => $"[{Colour(item)}]{item.DisplayName}[/]";

    private static string Bar(double share, DefectClass item)
    {
        var full = (int)Math.Round(share * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"[{Colour(item)}]{new string('█', full)}[/][grey]{new string('░', BarWidth - full)}[/] {share,4:P0}");
    }

    private static string Colour(DefectClass item) => item.Severity switch
    {
        Severity.None => "green",
        Severity.Warn => "yellow",
        _ => "red",
    };
}
