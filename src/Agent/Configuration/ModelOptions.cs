using System.ComponentModel.DataAnnotations;

namespace Defects.Agent.Configuration;

/// <summary>Which model is served, and on what.</summary>
internal sealed record ModelOptions
{
    /// <summary>A bundle's folder or an alias of one; an alias is watched, and a new target is swapped in.</summary>
    /// <value>Default: <c>models/defects/champion</c> beside the configuration file.</value>
    public string Path { get; init; } = "models/defects/champion";

    /// <summary><c>auto</c> tries tensorrt, cuda, cpu in that order; a named provider is insisted on.</summary>
    /// <value>Default: auto. One of auto, tensorrt, cuda, cpu.</value>
    [AllowedValues("auto", "tensorrt", "cuda", "cpu")]
    public string Provider { get; init; } = "auto";

    /// <summary>Threads of decoding and of the CPU provider; 0 takes one a core.</summary>
    /// <value>Default: 0. Range: 0 to 256.</value>
    [Range(0, 256)]
    public int Threads { get; init; }

    /// <summary>Most frames in one run.</summary>
    /// <value>Default: 8. Range: 1 to 64.</value>
    [Range(1, 64)]
    public int MaxBatch { get; init; } = 8;

    /// <summary>How often the alias is looked at.</summary>
    /// <value>Default: 5 s. Range: 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WatchInterval { get; init; } = TimeSpan.FromSeconds(5);
}
