using System.ComponentModel.DataAnnotations;

namespace Defects.Agent.Configuration;

/// <summary>Where a printer says what it is doing, and takes a pause.</summary>
internal sealed record PrinterLinkOptions
{
    /// <summary>
    /// <c>moonraker://HOST[:7125]</c>, <c>octoprint://HOST[:80]</c>, <c>prusalink://HOST[:80]</c>, <c>bambu://HOST/SERIAL</c>, or
    /// <c>mqtt</c> for anything that tells the agent's own broker.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>File whose first line is <c>user:password</c>; for Moonraker and OctoPrint any user and the API key.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>Time between two questions.</summary>
    /// <value>Default: 2 s. Range: 500 ms to 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait for an answer.</summary>
    /// <value>Default: 5 s. Range: 500 ms to 1 min.</value>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For Moonraker: Klipper's idle timeout during a pause that the agent asked for, where the configured one is shorter. Klipper turns
    /// the heaters off after it and the part comes loose. It is put back when the printer prints again or is idle.
    /// </summary>
    /// <value>Default: Klipper's timeout is left alone. Range: 1 min to 7 d.</value>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan? PausedTimeout { get; init; }

    /// <summary>
    /// For Moonraker its instance name, for OctoPrint the base topic of its MQTT plugin: states are taken from their messages on the
    /// agent's broker, and asked for over HTTP only where those leave something open.
    /// </summary>
    public string? Topic { get; init; }

    /// <summary>For <c>mqtt</c>: where the state is told; retained, else it is unknown after every connect. Silence is no failure.</summary>
    public string? StateTopic { get; init; }

    /// <summary>For <c>mqtt</c>: the member of a JSON message that holds the state, such as <c>status.state</c>; none where the message is the state.</summary>
    public string? StateField { get; init; }

    /// <summary>
    /// For <c>mqtt</c>: what is told, in any case, and the activity that it means (<c>printing</c>, <c>idle</c>, ...), or the end of a print
    /// (<c>completed</c>, <c>stopped</c>). Anything else is unknown.
    /// </summary>
    public Dictionary<string, string> States { get; init; } = [];

    /// <summary>For <c>mqtt</c>: where a pause is asked for; without it the printer is only read.</summary>
    public string? PauseTopic { get; init; }

    /// <summary>For <c>mqtt</c>: what is sent there; must mean pause and never toggle.</summary>
    /// <value>Default: pause.</value>
    public string PausePayload { get; init; } = "pause";
}
