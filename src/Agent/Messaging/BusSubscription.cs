using Defects.Agent.Bus;
namespace Defects.Agent.Messaging;

/// <summary>One who listens.</summary>
internal sealed class BusSubscription(string filter, Action<BusMessage> hear, bool tellsRetained)
{
    /// <summary>Checked.</summary>
    public string Filter => filter;

    /// <summary>See <see cref="IMessageBus.Subscribe"/>.</summary>
    public bool TellsRetained => tellsRetained;

    public Action<BusMessage> Hear => hear;

    /// <summary>It threw once and that was said; what strangers send may make it throw a thousand times.</summary>
    public bool HasThrown { get; set; }
}
