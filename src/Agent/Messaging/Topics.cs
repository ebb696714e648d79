namespace Defects.Agent.Messaging;

/// <summary>The topics of one agent, below <c>&lt;root&gt;/&lt;node&gt;</c>.</summary>
internal sealed class Topics(string root, string node)
{
    public string Status => $"{root}/{node}/status";

    public string Stats => $"{root}/{node}/stats";

    public string State(string printer) => $"{root}/{node}/printers/{printer}/state";

    public string Events(string printer) => $"{root}/{node}/printers/{printer}/events";

    public string AlertImage(string printer) => $"{root}/{node}/printers/{printer}/alert/image";

    /// <summary>Where others tell the agent what to do about a printer.</summary>
    public string Command(string printer, string command) => $"{root}/{node}/printers/{printer}/cmd/{command}";
}
