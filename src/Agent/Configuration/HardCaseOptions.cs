using System.ComponentModel.DataAnnotations;

namespace Defects.Agent.Configuration;

/// <summary>Which frames are kept for retraining, and how many.</summary>
internal sealed record HardCaseOptions
{
    public bool Enabled { get; init; } = true;

    /// <value>Default: <c>hard-cases</c> under the state directory.</value>
    public string? Folder { get; init; }

    /// <summary>Half width of the band around a class's set threshold in which a frame is hard.</summary>
    /// <value>Default: 0.15. Range: 0.01 to 0.5.</value>
    [Range(0.01, 0.5)]
    public double Band { get; init; } = 0.15;

    /// <summary>Bytes of the whole store; the oldest unlabelled cases leave first, labelled ones never.</summary>
    /// <value>Default: 2 GiB. Range: 1 MiB to 1 TiB.</value>
    [Range(typeof(long), "1048576", "1099511627776")]
    public long Bytes { get; init; } = 2L << 30;

    /// <summary>Frames a printer may add in one day (UTC).</summary>
    /// <value>Default: 50. Range: 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int DailyQuota { get; init; } = 50;

    /// <summary>Hash bits by which a frame must differ from every frame kept of that printer that day.</summary>
    /// <value>Default: 4. Range: 0 to 32.</value>
    [Range(0, 32)]
    public int MinHashDistance { get; init; } = 4;
}
