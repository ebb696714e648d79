using System.Globalization;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// Klipper turns heaters and motors off after its idle timeout, also while a print is paused, and the part comes loose. So the timeout is
/// raised before a pause and put back after it. What fails is tried again at the next look at the printer.
/// </summary>
/// <param name="paused">How long a paused printer is to hold.</param>
internal sealed class KlipperIdleTimeout(TimeSpan paused)
{
    private const string Settings = "/printer/objects/query?configfile=settings";

    // Raising and putting back come from different callers and must not overtake each other.
    private readonly SemaphoreSlim _turn = new(1);
    private RaisedIdleTimeout? _raised;
    private bool _hasLooked;

    /// <summary>Before a pause. Never fatal: a print that fails is to be stopped first of all.</summary>
    public Task RaiseAsync(PrinterHost host, CancellationToken stop) => InTurnAsync(() =>
    {
        _raised = RaisedIdleTimeout.Start with { Configured = _raised?.Configured };
        return TellAsync(host, stop);
    }, stop);

    /// <summary>After a pause that was refused.</summary>
    public Task GiveUpAsync(CancellationToken stop) => InTurnAsync(() =>
    {
        _raised = _raised is null ? null : _raised with { SeenPaused = true };
        return Task.CompletedTask;
    }, stop);

    /// <summary>After every look at the printer.</summary>
    public Task FollowAsync(PrinterHost host, PrinterActivity activity, CancellationToken stop) => InTurnAsync(
        async () =>
        {
            // A printer that is found paused may have been paused by the agent before a restart.
            _raised ??= !_hasLooked && activity == PrinterActivity.Paused ? RaisedIdleTimeout.Found : null;
            _hasLooked = true;
            if (_raised is null)
            {
                return;
            }

            _raised = _raised.Observe(activity);
            if (!_raised.IsOver(activity))
            {
                await TellAsync(host, stop);
            }
            else if (await PutBackAsync(host, _raised, stop))
            {
                _raised = null;
            }
        },
        stop);

    /// <summary>The configured timeout; Klipper's own default where nothing is configured.</summary>
    /// <param name="settings">The answer to the question for Klipper's settings.</param>
    public static TimeSpan ConfiguredIn(HostAnswer settings) =>
        MoonrakerStatus.ObjectsOf(settings).Number("configfile", "settings", "idle_timeout", "timeout") is > 0 and < 1e9 and { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromMinutes(10);

    private async Task TellAsync(PrinterHost host, CancellationToken stop)
    {
        if (_raised is not { IsTold: false } raised)
        {
            return;
        }

        try
        {
            var configured = raised.Configured ?? ConfiguredIn(await host.GetAsync(Settings, stop));
            _raised = raised = raised with { Configured = configured };

            // Never shortened.
            if (configured >= paused)
            {
                _raised = null;
            }
            else if (await SendAsync(host, paused, stop))
            {
                _raised = raised with { IsTold = true };
            }
        }
        catch (PrinterException)
        {
            // At the next look.
        }
    }

    private async Task<bool> PutBackAsync(PrinterHost host, RaisedIdleTimeout raised, CancellationToken stop)
    {
        if (raised is { IsTold: false, Configured: null })
        {
            return true;
        }

        try
        {
            var configured = raised.Configured ?? ConfiguredIn(await host.GetAsync(Settings, stop));
            return configured >= paused || await SendAsync(host, configured, stop);
        }
        catch (PrinterException)
        {
            // At the next look.
            return false;
        }
    }

    private static async Task<bool> SendAsync(PrinterHost host, TimeSpan timeout, CancellationToken stop)
    {
        var script = string.Create(CultureInfo.InvariantCulture, $"SET_IDLE_TIMEOUT TIMEOUT={timeout.TotalSeconds:0.###}");
        try
        {
            await host.AskAsync(HttpMethod.Post, $"/printer/gcode/script?script={Uri.EscapeDataString(script)}", null, stop);
            return true;
        }
        catch (PrinterException)
        {
            return false;
        }
    }

    private async Task InTurnAsync(Func<Task> act, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await act();
        }
        finally
        {
            _turn.Release();
        }
    }
}
