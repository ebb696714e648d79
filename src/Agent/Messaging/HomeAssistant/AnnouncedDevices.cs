using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>
/// What is retained for Home Assistant, on disk: what is to go must be taken away also where it went while the agent did not run.
/// </summary>
internal sealed partial class AnnouncedDevices
{
    public const string File = "home-assistant.json";

    private readonly string _file;
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _byTopic = [];
    private readonly ILogger<AnnouncedDevices> _logger;

    public AnnouncedDevices(string stateDirectory, ILogger<AnnouncedDevices> logger)
    {
        (_file, _logger) = (Path.Combine(stateDirectory, File), logger);
        try
        {
            var text = System.IO.File.Exists(_file) ? System.IO.File.ReadAllText(_file) : "{}";
            _byTopic = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(text)!
                .ToDictionary(topic => topic.Key, topic => (IReadOnlyDictionary<string, string>)topic.Value);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            LogDamaged(_file, e.Message);
        }
    }

    /// <summary>By topic, the entities that were told there with their platforms.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ByTopic => _byTopic;

    /// <summary>To be called before it is told: what is remembered too much can be taken away, what is forgotten cannot.</summary>
    public void Remember(Announcement announcement)
    {
        var components = announcement.Device!.Components.ToDictionary(component => component.Key, component => component.Value.Platform);
        if (!_byTopic.TryGetValue(announcement.Topic, out var before) || !before.OrderBy(b => b.Key).SequenceEqual(components.OrderBy(c => c.Key)))
        {
            _byTopic[announcement.Topic] = components;
            Save();
        }
    }

    /// <summary>To be called once it is gone.</summary>
    public void Forget(string topic)
    {
        _byTopic.Remove(topic);
        Save();
    }

    private void Save()
    {
        var temporary = _file + ".tmp";
        try
        {
            System.IO.File.WriteAllText(temporary, JsonSerializer.Serialize(_byTopic));
            System.IO.File.Move(temporary, _file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No reason to stop watching printers.
            LogNotWritten(_file, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} cannot be read ({Why}) and is written anew: devices that are gone since may stay in Home Assistant")]
    private partial void LogDamaged(string file, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} cannot be written ({Why}): devices that go while the agent does not run may stay in Home Assistant")]
    private partial void LogNotWritten(string file, string why);
}
