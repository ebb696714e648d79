namespace Defects.Agent.Configuration;

/// <summary>The whole of <c>agent.yaml</c>. Maps are keyed by id, so that drop-in files can add to them and change them.</summary>
internal sealed record AgentOptions
{
    /// <summary>Name of this agent, unique on its broker: part of every topic and of the client id.</summary>
    /// <value>Default: the machine's host name up to its first dot. 1 to 64 of a-z, A-Z, 0-9, - and _.</value>
    public string Node { get; init; } = "";

    /// <summary>Folder for what must survive a restart: boot counter, outbox.</summary>
    /// <value>Default: <c>state</c> beside the configuration file.</value>
    public string StateDirectory { get; init; } = "state";

    public ModelOptions Model { get; init; } = new();

    public MqttOptions Mqtt { get; init; } = new();

    public HomeAssistantOptions HomeAssistant { get; init; } = new();

    public HardCaseOptions HardCases { get; init; } = new();

    public AdaptationOptions Adaptation { get; init; } = new();

    /// <summary>What a camera takes where it says nothing of its own.</summary>
    public CameraOptions CameraDefaults { get; init; } = new();

    /// <summary>Alert rules by class name, over the built-in ones.</summary>
    public Dictionary<string, AlertRuleOptions> Alerts { get; init; } = [];

    /// <summary>What differs by material, by the name that printers give it (<c>self.material</c> of the state), whatever the case of its letters.</summary>
    public Dictionary<string, MaterialOptions> Materials { get; init; } = [];

    /// <summary>The printers by id (a-z, A-Z, 0-9, - and _).</summary>
    public Dictionary<string, PrinterOptions> Printers { get; init; } = [];
}
