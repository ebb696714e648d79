using System.Globalization;
using System.Text.Json;
using Defects.CameraFarm.Faults;

namespace Defects.CameraFarm;

/// <summary>What the addresses of the farm mean.</summary>
/// <param name="connections">How many are open.</param>
internal sealed class FarmControl(IReadOnlyList<Camera> cameras, CameraKind kind, FaultCatalogue faults, Func<int> connections)
{
    private static readonly Dictionary<string, Fault> FaultNames = Enum.GetValues<Fault>().ToDictionary(fault => fault.ToString().ToLowerInvariant());

    /// <summary>The camera to look at and whether it is to stream; null where the request asks for anything else.</summary>
    public (Camera Camera, bool Streams)? CameraOf(Request request) =>
        request is { Method: "GET", Path: ["camera", var text, .. var way] }
        && TryNumber(text, out var number)
        && (way switch { [] => StreamsByKind(number), ["stream"] => true, ["snapshot"] => false, _ => (bool?)null }) is { } streams
            ? (cameras[number], streams)
            : null;

    /// <summary>Answers what is not a look through a camera.</summary>
    public byte[] Answer(Request request) => (request.Method, request.Path) switch
    {
        ("GET", ["cameras"]) => HttpAnswer.Of(
            200, "application/json", JsonSerializer.Serialize(new { connections = connections(), pictures = cameras.Select(camera => camera.Sent) })),
        ("PUT", ["camera" or "cameras", var which, "fault", var name]) => Begin(which, name),
        ("DELETE", ["camera" or "cameras", var which, "fault"]) => ForEach(which, camera => camera.Recover()),
        _ => Refuse($"nothing at {request.Method} /{string.Join('/', request.Path)}: expected GET /cameras, GET /camera/N[/stream|/snapshot] with N from 0 to "
            + $"{cameras.Count - 1}, PUT /camera/N/fault/NAME or DELETE /camera/N/fault (or /cameras/N-M/...)"),
    };

    private byte[] Begin(string which, string name) => FaultNames.TryGetValue(name, out var fault)
        ? ForEach(which, camera => camera.Behave(faults.Of(fault, camera)))
        : Refuse($"no fault '{name}': expected {string.Join(", ", FaultNames.Keys)}");

    /// <param name="which">A number, or the first and the last of a range.</param>
    private byte[] ForEach(string which, Action<Camera> act)
    {
        var ends = which.Split('-');
        if (ends.Length > 2 || !TryNumber(ends[0], out var first) || !TryNumber(ends[^1], out var last) || last < first)
        {
            return Refuse($"no cameras '{which}': expected a number from 0 to {cameras.Count - 1}, or two with a dash between");
        }

        for (var number = first; number <= last; number++)
        {
            act(cameras[number]);
        }

        return HttpAnswer.Of(200, "text/plain", "");
    }

    private bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < cameras.Count;

    private bool StreamsByKind(int number) => kind == CameraKind.Mjpeg || (kind == CameraKind.Mixed && number % 2 == 0);

    private static byte[] Refuse(string why) => HttpAnswer.Of(404, "text/plain", why + "\n");
}
