using System.Text.Json;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// What Moonraker knows of a print beside its state: the number in its history, and the material. It is asked at the beginning of a
/// print, and where it does not know, the print is watched all the same.
/// </summary>
internal sealed class MoonrakerJob
{
    /// <summary>The history may be a moment behind the state.</summary>
    private const int MostTries = 3;

    private string _path = "";
    private double _duration;
    private int _tries;
    private string? _id;
    private string? _material;

    /// <summary>The number of a print that runs; null where the newest of the history is another one.</summary>
    /// <param name="history">The answer of <c>GET /server/history/list</c>, the newest first.</param>
    /// <param name="path">The print's file.</param>
    public static string? IdOf(JsonElement history, string path) =>
        history.At("result", "jobs").Items() is [var newest, ..] && newest.Text("filename") == path && newest.Text("status") == "in_progress"
            && newest.Line("job_id") is { Length: > 0 } id
            ? id
            : null;

    /// <summary>The one material of a file, for example PLA; several with semicolons between.</summary>
    /// <param name="metadata">The answer of <c>GET /server/files/metadata</c>.</param>
    public static string? MaterialOf(JsonElement metadata)
    {
        var materials = metadata.Line("result", "filament_type")
            .Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(material => material.Trim('"'))
            .Distinct();
        return string.Join(';', materials) is { Length: > 0 } text ? text : null;
    }

    /// <param name="objects">What the status was read from.</param>
    /// <param name="status">The status.</param>
    /// <returns>The status with its print completed.</returns>
    public async Task<PrinterStatus> CompleteAsync(PrinterHost host, JsonElement objects, PrinterStatus status, CancellationToken stop)
    {
        if (status.Job is not { } job)
        {
            _path = "";
            return status;
        }

        // The duration grows for as long as a print lasts, pauses included: a shorter one is another print's.
        var (path, duration) = (objects.Text("print_stats", "filename"), objects.Number("print_stats", "total_duration") ?? 0);
        if (path != _path || duration < _duration)
        {
            (_path, _id, _material, _tries) = (path, null, null, 0);
        }

        _duration = duration;
        if (_id is null && path.Length > 0 && _tries++ < MostTries)
        {
            _id = IdOf(await AskAsync(host, "/server/history/list?limit=1&order=desc", stop), path);
            _material ??= MaterialOf(await AskAsync(host, $"/server/files/metadata?filename={Uri.EscapeDataString(path)}", stop));
        }

        return status with { Job = job with { Id = _id, Material = _material } };
    }

    private static async Task<JsonElement> AskAsync(PrinterHost host, string question, CancellationToken stop)
    {
        try
        {
            return (await host.GetAsync(question, stop)).ReadJson();
        }
        catch (PrinterException)
        {
            // A Moonraker without history, a file that is gone: the state was read, and that is what counts.
            return default;
        }
    }
}
