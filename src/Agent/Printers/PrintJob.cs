namespace Defects.Agent.Printers;

/// <summary>The print that a printer works on, as far as it tells.</summary>
internal sealed record PrintJob
{
    /// <summary>Differs between two prints of the same file, where the printer has such a number.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the file, without its folder.</summary>
    public string? File { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Progress { get; init; }

    /// <summary>From 1.</summary>
    public int? Layer { get; init; }

    public int? Layers { get; init; }

    /// <summary>For example PLA.</summary>
    public string? Material { get; init; }
}
