using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Printers;

/// <summary>The links to all printers that have one. Runs each by itself and follows the configuration: what did not change is not touched.</summary>
internal sealed class PrinterLinks : BackgroundService
{
    private readonly PrinterDrivers _drivers;
    private readonly LiveOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly SemaphoreSlim _changed = new(0);
    private Dictionary<string, (string Options, PrinterLink Link)> _byPrinter = [];

    public PrinterLinks(PrinterDrivers drivers, LiveOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        (_drivers, _options, _time, _loggers) = (drivers, options, time, loggers);
        Follow();
        options.Changed += Follow;
    }

    /// <returns>Null where the printer has no link, or is turned off.</returns>
    public PrinterLink? Find(string printer) => Volatile.Read(ref _byPrinter).GetValueOrDefault(printer).Link;

    /// <inheritdoc cref="IPrinterDriver.PauseAsync"/>
    public Task PauseAsync(string printer, CancellationToken stop) =>
        (Find(printer) ?? throw new PrinterException($"printer {printer} has no link to pause it by")).PauseAsync(stop);

    public override void Dispose()
    {
        _options.Changed -= Follow;
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<(PrinterLink Link, CancellationTokenSource End, Task Run)> running = [];
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var wanted = Volatile.Read(ref _byPrinter).Values.Select(item => item.Link).ToHashSet();
                await EndAsync(running.Where(item => !wanted.Contains(item.Link)));
                running.RemoveAll(item => !wanted.Contains(item.Link));
                foreach (var link in wanted.Except(running.Select(item => item.Link)).ToList())
                {
                    var end = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                    running.Add((link, end, Task.Run(() => link.RunAsync(end.Token), CancellationToken.None)));
                }

                await _changed.WaitAsync(stoppingToken);
            }
        }
        finally
        {
            await EndAsync(running);
        }
    }

    private static async Task EndAsync(IEnumerable<(PrinterLink Link, CancellationTokenSource End, Task Run)> links)
    {
        foreach (var (_, end, run) in links.ToList())
        {
            await end.CancelAsync();
            await run;
            end.Dispose();
        }
    }

    private void Follow()
    {
        var next = new Dictionary<string, (string Options, PrinterLink Link)>();
        foreach (var (id, printer) in _options.Value.Printers)
        {
            if (printer is { Enabled: true, Link: { } link })
            {
                var said = JsonSerializer.Serialize(link);
                next.Add(id, _byPrinter.TryGetValue(id, out var before) && before.Options == said ? before : (said, Create(id, link)));
            }
        }

        Volatile.Write(ref _byPrinter, next);
        _changed.Release();
    }

    private PrinterLink Create(string id, PrinterLinkOptions link) => new(
        id, link, _drivers.Open(link), ReconnectSchedule.Default, new Random(SeedOf(id)), _time, _loggers.CreateLogger<PrinterLink>());

    // The same from run to run, and another for each printer: their retries spread out.
    private static int SeedOf(string id) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
