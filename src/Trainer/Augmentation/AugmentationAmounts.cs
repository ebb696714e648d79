namespace Defects.Trainer.Augmentation;

/// <summary>
/// The most that each kind of change may do to a frame, whose shorter side is taken as <see cref="FrameAugmentation.WorkingScale"/>
/// times the network's input at most: pixels are those of that size. 0 leaves that kind out.
/// </summary>
public sealed record AugmentationAmounts
{
    /// <summary>The ordinary baseline; every frame is mirrored half of the time besides.</summary>
    public static readonly AugmentationAmounts Plain = new() { Crop = 0.15 };

    /// <summary>Share of each side that is cut off, in [0, 1).</summary>
    public double Crop { get; init; }

    public double RotationDegrees { get; init; }

    /// <summary>How far each corner moves, as a share of half a side.</summary>
    public double Perspective { get; init; }

    /// <summary>Brightness is multiplied by 1 plus or minus this: contrast goes with it.</summary>
    public double Gain { get; init; }

    /// <summary>Grey levels that are added or taken.</summary>
    public double Offset { get; init; }

    /// <summary>Each colour channel is multiplied by 1 plus or minus this.</summary>
    public double Cast { get; init; }

    /// <summary>Standard deviation of the Gaussian blur in pixels.</summary>
    public double BlurSigma { get; init; }

    /// <summary>Standard deviation of the sensor's noise in grey levels.</summary>
    public double NoiseDeviation { get; init; }

    /// <summary>Points of JPEG quality below <see cref="FrameAugmentation.BestJpegQuality"/>.</summary>
    public double JpegLoss { get; init; }

    /// <summary>Chance that something stands before the camera.</summary>
    public double OccluderChance { get; init; }

    /// <summary>Chance that the frame loses its colour.</summary>
    public double GreyChance { get; init; }

    /// <summary>Chance that there is little light.</summary>
    public double DimChance { get; init; }

    /// <summary>Only what moves the picture; nothing that changes its colours or its sharpness.</summary>
    public AugmentationAmounts GeometryOnly() => new() { Crop = Crop, RotationDegrees = RotationDegrees, Perspective = Perspective };

    /// <summary>All kinds together.</summary>
    /// <param name="geometry">0 to 1: crop, rotation, perspective.</param>
    /// <param name="appearance">0 to 1: light, colour, blur, noise, JPEG, all of which can eat a thin string.</param>
    public static AugmentationAmounts Of(double geometry, double appearance) => new()
    {
        Crop = 0.3 * geometry,
        RotationDegrees = 15 * geometry,
        Perspective = 0.06 * geometry,
        Gain = 0.25 * appearance,
        Offset = 25 * appearance,
        Cast = 0.06 * appearance,
        BlurSigma = 0.9 * appearance,
        NoiseDeviation = 6 * appearance,
        JpegLoss = 45 * appearance,
    };
}
