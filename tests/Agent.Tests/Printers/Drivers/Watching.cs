using System.Globalization;
using Defects.Agent.Printers;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>Somebody who watches a printer, and keeps every status that differs from the one before it.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PrinterStatus> _seen = [];
    private readonly Task _watching;

    public Watching(IPrinterDriver printer) => _watching = WatchAsync(printer);

    public PrinterException? Failure { get; private set; }

    public IReadOnlyList<PrinterStatus> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public IReadOnlyList<PrinterActivity> Activities => [.. Seen.Select(status => status.Activity)];

    public static string Describe(PrinterStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $"{status.Activity} ({status.Says}){(status.Job is { } job ? $" {job.Id} {job.File} {job.Progress} {job.Layer}/{job.Layers} {job.Material}".TrimEnd() : "")}{(status.Outcome is { } outcome ? $" {outcome}" : "")}");

    public Task SeesAsync(string status) => Eventually.Holds(() => Seen is [.., var last] && Describe(last) == status, $"{status}; the last was {(Seen is [.., var last] ? Describe(last) : "nothing")}");

    public Task FailsAsync() => Eventually.Holds(() => Failure is not null, "the printer cannot be read");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(IPrinterDriver printer)
    {
        try
        {
            await foreach (var status in printer.WatchAsync(_stop.Token))
            {
                lock (_seen)
                {
                    if (_seen is not [.., var last] || last != status)
                    {
                        _seen.Add(status);
                    }
                }
            }
        }
        catch (PrinterException e)
        {
            Failure = e;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }
}
