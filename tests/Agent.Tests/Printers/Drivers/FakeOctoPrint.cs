using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>OctoPrint as it is documented: heating is printing, a pause without its action toggles, 409 where nothing is connected or printed.</summary>
internal sealed class FakeOctoPrint : FakePrinter
{
    public bool IsConnected { get; set; } = true;

    /// <summary>What it calls its state; null for the word that goes with what the printer does.</summary>
    public string? State { get; set; }

    protected override string Scheme => "octoprint";

    private string Word => State ?? Now switch
    {
        Stage.Heating or Stage.Printing => "Printing",
        Stage.Pausing => "Pausing",
        Stage.Paused => "Paused",
        _ => IsConnected ? "Operational" : "Offline",
    };

    protected override async Task AnswerAsync(HttpContext context, string body)
    {
        switch ($"{context.Request.Method} {context.Request.Path}")
        {
            case "GET /api/job":
                var file = new { name = Job == 0 ? null : File, origin = "local", size = 1468987, date = 1378847754 };
                await JsonAsync(context, new
                {
                    job = new { file, estimatedPrintTime = 8811, filament = new { tool0 = new { length = 810, volume = 5.36 } } },
                    progress = new { completion = 100 * Progress, filepos = 337942, printTime = 276, printTimeLeft = 912 },
                    state = Word,
                });
                break;
            case "GET /api/printer" when IsConnected:
                await JsonAsync(context, new
                {
                    temperature = new
                    {
                        tool0 = new { actual = Now == Stage.Heating ? 40.5 : 214.88, target = 215.0, offset = 0 },
                        bed = new { actual = 50.2, target = 70.0, offset = 5 },
                    },
                    state = new
                    {
                        text = Word,
                        flags = new { operational = true, paused = Now == Stage.Paused, printing = Now == Stage.Printing, pausing = Now == Stage.Pausing, error = false },
                    },
                });
                break;
            case "GET /api/printer":
                await JsonAsync(context, new { error = "Printer is not operational" }, 409);
                break;
            case "POST /api/job" when HasJob && JsonDocument.Parse(body).RootElement is var json && json.GetProperty("command").GetString() == "pause":
                var action = json.TryGetProperty("action", out var said) ? said.GetString() : "toggle";
                if (Now == Stage.Paused && action is "toggle" or "resume")
                {
                    Lay(Progress);
                }
                else if (Now is Stage.Printing or Stage.Heating && action is "toggle" or "pause")
                {
                    TakePause();
                }

                await StatusAsync(context, 204);
                break;
            case "POST /api/job":
                await JsonAsync(context, new { error = "Printer is neither printing nor paused" }, 409);
                break;
            default:
                await StatusAsync(context, 404);
                break;
        }
    }
}
