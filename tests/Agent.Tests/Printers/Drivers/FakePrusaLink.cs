using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Defects.Agent.Tests.Printers.Drivers;

/// <summary>PrusaLink as it is documented: digest, 204 without a job, a pause of the job with that very number, 409 for one that is not printing.</summary>
internal sealed partial class FakePrusaLink : FakePrinter
{
    private const string Realm = "Printer API";
    private int _nonces;

    /// <summary>RFC 2617 with a quality of protection, as the program on a Pi has it, or RFC 2069 without, as the firmware has it.</summary>
    public bool HasQop { get; init; }

    /// <summary>What it calls its state; null for the word that goes with what the printer does.</summary>
    public string? State { get; set; }

    protected override string Scheme => "prusalink";

    private string Word => State ?? Now switch
    {
        Stage.Heating or Stage.Printing or Stage.Pausing => "PRINTING",
        Stage.Paused => "PAUSED",
        Stage.Complete => "FINISHED",
        _ => "IDLE",
    };

    protected override bool LetsIn(HttpContext context)
    {
        if (Secret is null || IsProved(context))
        {
            return true;
        }

        context.Response.StatusCode = 401;
        context.Response.Headers.WWWAuthenticate = $"Digest realm=\"{Realm}\", nonce=\"{Interlocked.Increment(ref _nonces):x16}\", stale=\"false\"{(HasQop ? ", qop=\"auth\"" : "")}";
        return false;
    }

    protected override async Task AnswerAsync(HttpContext context, string body)
    {
        // The job of a finished print stays until somebody has looked at it.
        var (hasJob, id, progress) = (Job > 0 && Now != Stage.Idle, Job + 100, 100 * Progress);
        switch ($"{context.Request.Method} {context.Request.Path}")
        {
            case "GET /api/v1/status":
                var printer = new { state = Word, temp_bed = 60.1, target_bed = 60.0, temp_nozzle = Now == Stage.Heating ? 40.5 : 214.9, target_nozzle = 215.0, axis_z = 1.8 };
                var job = new { id, progress, time_remaining = 520, time_printing = 526 };
                await JsonAsync(context, hasJob ? new { job, printer } : (object)new { printer });
                break;
            case "GET /api/v1/job" when hasJob:
                var file = new { name = "SHORT~1.GCO", display_name = File, path = "/usb", size = 16789, meta = new { filament_type = "PLA" } };
                await JsonAsync(context, new { id, state = Word, progress, time_remaining = 520, time_printing = 526, file });
                break;
            case "GET /api/v1/job":
                await StatusAsync(context, 204);
                break;
            case var path when PauseOf().Match(path) is { Success: true } match:
                var isThis = hasJob && match.Groups[1].Value == $"{id}";
                if (isThis && Now is Stage.Printing or Stage.Heating)
                {
                    TakePause();
                    await StatusAsync(context, 204);
                }
                else
                {
                    await JsonAsync(context, new { title = "Job is in a state that cannot be paused" }, isThis ? 409 : 404);
                }

                break;
            default:
                await StatusAsync(context, 404);
                break;
        }
    }

    private bool IsProved(HttpContext context)
    {
        var said = Field().Matches($"{context.Request.Headers.Authorization}").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value.Trim('"'));
        var user = Md5($"{said.GetValueOrDefault("username")}:{Realm}:{Secret}");
        var request = Md5($"{context.Request.Method}:{context.Request.Path}{context.Request.QueryString}");
        var middle = HasQop ? $"{said.GetValueOrDefault("nonce")}:{said.GetValueOrDefault("nc")}:{said.GetValueOrDefault("cnonce")}:auth" : said.GetValueOrDefault("nonce");
        return said.GetValueOrDefault("username") == "maker" && said.GetValueOrDefault("response") == Md5($"{user}:{middle}:{request}");
    }

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("""(\w+)=("[^"]*"|[^,\s]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Field();

    [GeneratedRegex("^PUT /api/v1/job/([0-9]+)/pause$", RegexOptions.CultureInvariant)]
    private static partial Regex PauseOf();
}
