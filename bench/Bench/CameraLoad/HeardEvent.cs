using Defects.Agent.Messaging;

namespace Defects.Bench.CameraLoad;

/// <summary>A step of an alert, and when a subscriber had it.</summary>
internal sealed record HeardEvent(EventPayload Event, DateTimeOffset At)
{
    /// <summary>Since the last byte of the frame that made the step came from its camera.</summary>
    public TimeSpan SinceFrame => At - Event.Frame.Ts;

    /// <summary>Since the step was decided and its message written.</summary>
    public TimeSpan SinceDecision => At - Event.Ts;
}
