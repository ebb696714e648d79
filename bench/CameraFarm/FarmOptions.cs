namespace Defects.CameraFarm;

internal sealed record FarmOptions
{
    /// <summary>1 or more.</summary>
    public required int Cameras { get; init; }

    /// <summary>Pictures a second of each camera, above 0.</summary>
    public required double Rate { get; init; }

    public CameraKind Kind { get; init; }

    /// <summary>Of phases and first pictures.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>0 takes any free one.</summary>
    public int Port { get; init; }
}
