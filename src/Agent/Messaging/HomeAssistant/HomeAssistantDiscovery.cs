using System.Text;
using Defects.Agent.Bus;
using Defects.Agent.Configuration;
using Defects.Agent.Inference;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;

namespace Defects.Agent.Messaging.HomeAssistant;

/// <summary>
/// The announcements for Home Assistant: which of them are due. All of them are on every new connection and when Home Assistant has
/// come up, one when its printer or the model's classes changed; what is no longer there is taken away.
/// </summary>
internal sealed class HomeAssistantDiscovery(
    LiveOptions options, Topics topics, AnnouncedDevices announced, IServedModel served, IMessageBus bus, Random random, TimeProvider time)
{
    /// <summary>Where Home Assistant says that it has come up, whatever its discovery prefix is.</summary>
    public const string BirthTopic = "homeassistant/status";

    /// <summary>All agents of a house hear Home Assistant come up at once; they answer within this.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, byte[]> _told = [];
    private (AgentOptions? Options, ModelDescription? Model) _seen;
    private IDisposable? _birth;
    private (long HeardAt, TimeSpan Delay)? _answer;

    /// <summary>Everything is due again, as on a broker that has just come back and may have forgotten all.</summary>
    public void Forget()
    {
        _told.Clear();
        _seen = default;
    }

    /// <returns>The messages to publish now; each counts as told when the next is asked for.</returns>
    public IEnumerable<Announcement> Due()
    {
        if (IsAnswerDue())
        {
            Forget();
        }

        // Nothing else goes into an announcement.
        var now = (options.Value, served.Model);
        if (ReferenceEquals(now.Value, _seen.Options) && ReferenceEquals(now.Model, _seen.Model))
        {
            yield break;
        }

        Listen(now.Value.HomeAssistant.Enabled);
        foreach (var announcement in AnnouncementPlan.Make(announced.ByTopic, Wanted(now.Value, now.Model)))
        {
            var payload = announcement.Payload;
            if (announcement.Device is not null)
            {
                announced.Remember(announcement);
                if (_told.TryGetValue(announcement.Topic, out var before) && before.AsSpan().SequenceEqual(payload))
                {
                    continue;
                }
            }

            yield return announcement;
            _told[announcement.Topic] = payload;
            if (announcement.Device is null)
            {
                announced.Forget(announcement.Topic);
            }
        }

        _seen = now;
    }

    private List<Announcement> Wanted(AgentOptions agent, ModelDescription model)
    {
        if (!agent.HomeAssistant.Enabled)
        {
            return [];
        }

        var names = new DiscoveryNames(agent.Mqtt.Root, agent.Node);
        var source = new DiscoverySource(topics, names, AgentRelease.Version, DefaultThresholds.Of(model));
        string Topic(string device) => DiscoveryNames.Topic(agent.HomeAssistant.Prefix, device);
        return
        [
            new Announcement(Topic(names.Agent), AgentDevice.Build(source, agent.Node)),
            .. agent.Printers.OrderBy(printer => printer.Key, StringComparer.Ordinal).Select(printer => new Announcement(
                Topic(names.Printer(printer.Key)), PrinterDevice.Build(source, printer.Key, printer.Value.Name ?? printer.Key, printer.Value.Link is not null, printer.Value.Armed))),
        ];
    }

    private void Listen(bool enabled)
    {
        if (enabled)
        {
            _birth ??= bus.Subscribe(BirthTopic, Hear);
        }
        else
        {
            _birth?.Dispose();
            _birth = null;
        }
    }

    private void Hear(BusMessage message)
    {
        // One that is retained is old: the connection that brought it has had its announcements.
        if (!message.Retained && Encoding.UTF8.GetString(message.Payload) == "online")
        {
            lock (_lock)
            {
                _answer = (time.GetTimestamp(), LongestDelay * random.NextDouble());
            }
        }
    }

    private bool IsAnswerDue()
    {
        lock (_lock)
        {
            var due = _answer is { } answer && time.GetElapsedTime(answer.HeardAt) >= answer.Delay;
            _answer = due ? null : _answer;
            return due;
        }
    }
}
