namespace Defects.Agent.Configuration;

/// <summary>
/// The configuration in force. Printers, their cameras, the alert rules and whether Home Assistant is told may be replaced
/// while the agent runs; everything else stays what it was at the start.
/// </summary>
internal sealed class LiveOptions(AgentOptions start)
{
    private AgentOptions _value = start;

    /// <summary>Told on the thread that replaces, when <see cref="Value"/> is the new one.</summary>
    public event Action? Changed;

    public AgentOptions Value => Volatile.Read(ref _value);

    /// <param name="next">Checked.</param>
    /// <returns>The keys that differ and take a restart; what was said of them is not in force.</returns>
    public IReadOnlyList<string> Replace(AgentOptions next)
    {
        var before = Value;
        Volatile.Write(ref _value, before with { Printers = next.Printers, CameraDefaults = next.CameraDefaults, Alerts = next.Alerts, Materials = next.Materials, HomeAssistant = next.HomeAssistant });
        Changed?.Invoke();
        return
        [
            .. new (string Key, bool Same)[]
            {
                ("node", before.Node == next.Node),
                ("stateDirectory", before.StateDirectory == next.StateDirectory),
                ("model", before.Model == next.Model),
                ("mqtt", before.Mqtt == next.Mqtt),
                ("hardCases", before.HardCases == next.HardCases),
                ("adaptation", before.Adaptation == next.Adaptation),
            }.Where(part => !part.Same).Select(part => part.Key),
        ];
    }
}
