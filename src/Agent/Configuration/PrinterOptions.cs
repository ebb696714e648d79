namespace Defects.Agent.Configuration;

/// <summary>One printer, its cameras and what it is stricter or laxer about.</summary>
internal sealed record PrinterOptions
{
    /// <summary>What operators read.</summary>
    /// <value>Default: the printer's id.</value>
    public string? Name { get; init; }

    /// <summary>False leaves the printer alone: its cameras are not read and it is told to be off.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; init; } = true;

    /// <summary>Where the printer itself is asked; without it the agent takes it to print whenever it is seen.</summary>
    public PrinterLinkOptions? Link { get; init; }

    /// <summary>
    /// True lets alerts pause this printer. Otherwise everything but the pause itself takes place, and the events say when it would have been
    /// asked for.
    /// </summary>
    /// <value>Default: false. Needs a <see cref="Link"/>.</value>
    public bool Armed { get; init; }

    /// <summary>The cameras by id; one or more.</summary>
    public Dictionary<string, CameraOptions> Cameras { get; init; } = [];

    /// <summary>Alert rules by class name, over those of the agent.</summary>
    public Dictionary<string, AlertRuleOptions> Alerts { get; init; } = [];
}
