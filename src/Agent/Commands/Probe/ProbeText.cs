using System.Globalization;
using Defects.Agent.Cameras.Quality;

namespace Defects.Agent.Commands.Probe;

/// <summary>Findings in plain words.</summary>
internal static class ProbeText
{
    private const double SlowestRate = 1;

    /// <param name="findings">Of a source that gave pictures.</param>
    public static IEnumerable<string> Of(ProbeFindings findings, PictureLook? look)
    {
        yield return look is null
            ? "gives pictures, but the last one cannot be decoded"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{(findings.Works ? "works" : "gave pictures and broke off")}: {look.Width} x {look.Height}, {Rate(findings)}, "
                + $"{(findings.AverageBytes + 512) >> 10} KiB each, the first after {findings.FirstAfter!.Value.TotalSeconds:0.0} s");
        if (findings.Failure is { } failure)
        {
            yield return failure;
        }

        if (findings is { Pictures: > 2, Different: 1 })
        {
            yield return $"frozen? {findings.Pictures} pictures in {findings.Span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s and not a byte changed: a sensor's noise changes every picture";
        }

        if (look?.Fault is { } fault)
        {
            yield return WordsFor(fault);
        }

        if (findings.Rate < SlowestRate)
        {
            yield return "slow: fewer pictures than the one a second that the agent scores by default; set the camera's interval to match";
        }
    }

    /// <summary>What to do about a failure, where that can be told from it.</summary>
    public static string? Advice(string failure)
    {
        bool Says(string words) => failure.Contains(words, StringComparison.OrdinalIgnoreCase);

        return failure switch
        {
            _ when Says("(401)") || Says("401 Unauthorized") => "put user:password into a file that only you can read, and name it with --credentials",
            _ when Says("certificate") => "install the camera's certificate on this machine, or use http:// in a network you trust",
            _ when Says("group video") => "close what else uses the camera, and let this user be of the group video",
            _ => null,
        };
    }

    // One picture alone is neither frozen nor moved.
    private static string WordsFor(CameraFault fault) => fault switch
    {
        CameraFault.Dark => "dark: hardly anything can be seen; is the printer lit, and the lens free?",
        CameraFault.Overexposed => "overexposed: most of the picture is burnt out; is a lamp in view, or the exposure fixed?",
        CameraFault.Covered => "covered: there is light and nothing to be seen; does something hang before the lens?",
        _ => "blurred: shapes without detail; is the lens clean and in focus?",
    };

    private static string Rate(ProbeFindings findings) =>
        findings.Rate is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.0} pictures a second") : "one picture";
}
