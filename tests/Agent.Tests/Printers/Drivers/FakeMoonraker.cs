using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>
/// Moonraker as it is documented: print_stats keep what was said of the last print, the answer to a pause comes when the pause is done,
/// a Klipper that is away is a 503.
/// </summary>
internal sealed class FakeMoonraker : FakePrinter
{
    private string _state = "standby";

    /// <summary>Klipper's state; null where it is not connected.</summary>
    public string? Klipper { get; set; } = "ready";

    /// <summary>The history and the metadata of files are there.</summary>
    public bool HasHistory { get; set; } = true;

    /// <summary>Refuses scripts: Klipper is in the middle of one, or Moonraker in trouble.</summary>
    public bool RefusesScripts { get; set; }

    public double ConfiguredIdleTimeout { get; set; } = 600;

    /// <summary>In force, in seconds.</summary>
    public double IdleTimeout { get; private set; } = 600;

    protected override string Scheme => "moonraker";

    protected override async Task AnswerAsync(HttpContext context, string body)
    {
        var path = context.Request.Path.Value!;
        if (Klipper is null && path.StartsWith("/printer/", StringComparison.Ordinal))
        {
            await JsonAsync(context, new { error = new { code = 503, message = "Klippy Host not connected", traceback = "" } }, 503);
            return;
        }

        switch ($"{context.Request.Method} {path}")
        {
            case "GET /printer/objects/query":
                var objects = Objects();
                var asked = context.Request.Query.Keys.Where(objects.ContainsKey).ToDictionary(name => name, name => objects[name]);
                await JsonAsync(context, new { result = new { eventtime = 578243.57, status = asked } });
                break;
            case "GET /server/history/list" when HasHistory:
                var job = new { job_id = $"{Job:X6}", filename = File, status = HasJob ? "in_progress" : "completed", start_time = 1615764265.6, end_time = (double?)null };
                await JsonAsync(context, new { result = new { count = Job, jobs = Job > 0 ? new[] { job } : [] } });
                break;
            case "GET /server/files/metadata" when HasHistory && context.Request.Query["filename"] == File:
                await JsonAsync(context, new { result = new { filename = File, size = 128, slicer = "PrusaSlicer", filament_type = "PETG;PETG", layer_height = 0.2 } });
                break;
            case "POST /printer/print/pause":
                TakePause();
                while (Now == Stage.Pausing && !context.RequestAborted.IsCancellationRequested)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, CancellationToken.None);
                }

                await JsonAsync(context, new { result = "ok" });
                break;
            case "POST /printer/gcode/script" when !RefusesScripts && $"{context.Request.Query["script"]}".Split("TIMEOUT=") is [_, var seconds]:
                IdleTimeout = double.Parse(seconds, CultureInfo.InvariantCulture);
                await JsonAsync(context, new { result = "ok" });
                break;
            default:
                await JsonAsync(context, new { error = new { code = 404, message = "Not Found" } }, 404);
                break;
        }
    }

    // Only what is asked for is answered; what does not exist is left out.
    private Dictionary<string, object> Objects()
    {
        _state = Now switch
        {
            Stage.Heating or Stage.Printing or Stage.Pausing => "printing",
            Stage.Paused => "paused",
            Stage.Complete => "complete",
            _ => _state,
        };
        return new()
        {
            ["webhooks"] = new { state = Klipper, state_message = $"Printer is {Klipper}" },
            ["print_stats"] = new
            {
                filename = File,
                total_duration = 1000 * Progress,
                print_duration = 1000 * Progress,
                state = _state,
                message = "",
                info = new { total_layer = 50, current_layer = (int)(50 * Progress) },
            },
            ["virtual_sdcard"] = new { progress = Progress, file_position = 0, is_active = false },
            ["display_status"] = new { progress = 0.77, message = (string?)null },
            ["configfile"] = new { settings = new { idle_timeout = new { timeout = ConfiguredIdleTimeout, gcode = "TURN_OFF_HEATERS\nM84" } } },
        };
    }
}
