using System.Text.Json;
using Defects.Agent.Configuration;

namespace Defects.Agent.Cameras;

/// <summary>Every camera that is to be read, in the order of printer and camera id. Follows the configuration while the agent runs.</summary>
internal sealed class CameraDirectory
{
    private readonly FrameSignal _signal;
    private readonly TimeProvider _time;
    private Dictionary<CameraKey, (string Options, Camera Camera)> _byKey = [];
    private IReadOnlyList<Camera> _cameras = [];

    public CameraDirectory(LiveOptions options, FrameSignal signal, TimeProvider time)
    {
        (_signal, _time) = (signal, time);
        Follow(options.Value);
        options.Changed += () =>
        {
            Follow(options.Value);
            Changed?.Invoke();
        };
    }

    /// <summary>Told after <see cref="Cameras"/> became another list.</summary>
    public event Action? Changed;

    /// <summary>A list that never changes; another one is here after a change.</summary>
    public IReadOnlyList<Camera> Cameras => Volatile.Read(ref _cameras);

    /// <returns>Null where no such camera is read (any more).</returns>
    public Camera? Find(CameraKey key) => Volatile.Read(ref _byKey).GetValueOrDefault(key).Camera;

    // A camera of which nothing changed stays the object that it was: it never notices.
    private void Follow(AgentOptions options)
    {
        var next = new Dictionary<CameraKey, (string Options, Camera Camera)>();
        foreach (var (printer, camera, wanted) in options.Printers.Where(p => p.Value.Enabled).SelectMany(p => p.Value.Cameras.Select(c => (p.Key, c.Key, c.Value))))
        {
            var key = new CameraKey(printer, camera);
            var said = JsonSerializer.Serialize(wanted);
            next.Add(key, _byKey.TryGetValue(key, out var before) && before.Options == said
                ? before
                : (said, new Camera(key, CameraSettings.Of(wanted), _signal, _time)));
        }

        Volatile.Write(ref _byKey, next);
        Volatile.Write(ref _cameras, [.. next.Values.Select(item => item.Camera).OrderBy(camera => camera.Key.Printer).ThenBy(camera => camera.Key.Camera)]);
    }
}
