namespace Defects.Agent.Cameras.Quality;

/// <summary>
/// From which figures on a picture counts as faulty, and up to which it goes on to count so. Measured on simulated and real
/// footage by <c>./bench.sh camera-quality</c>; the table is in <c>docs/cameras.md</c>.
/// </summary>
/// <param name="Dark">A highlight below the first begins it, one below the second keeps it.</param>
/// <param name="Overexposed">A burnt share above.</param>
/// <param name="Covered">Shapes below.</param>
/// <param name="Blurred">Detail below: so little of it that it takes no memory of better days.</param>
/// <param name="Dulled">Sharpness below, which is <see cref="CameraFault.Blurred"/> too.</param>
/// <param name="Frozen">A changed share below; a clock painted into the picture is a few cells.</param>
/// <param name="Moved">A likeness below.</param>
internal sealed record QualityLimits(
    (double Set, double Reset) Dark,
    (double Set, double Reset) Overexposed,
    (double Set, double Reset) Covered,
    (double Set, double Reset) Blurred,
    (double Set, double Reset) Dulled,
    (double Set, double Reset) Frozen,
    (double Set, double Reset) Moved)
{
    public static QualityLimits Default { get; } = new(
        Dark: (30, 40),
        Overexposed: (0.5, 0.4),
        Covered: (3, 4),
        Blurred: (0.06, 0.08),
        Dulled: (0.45, 0.55),
        Frozen: (0.03, 0.06),
        Moved: (0.75, 0.82));

    /// <summary>What a picture looks like by itself; null where nothing is wrong with it.</summary>
    /// <param name="held">What is held of the camera: leaving it takes more than entering it does.</param>
    public CameraFault? Judge(in FrameLook look, CameraFault? held)
    {
        bool Below(double value, (double Set, double Reset) limit, CameraFault fault) => value < (held == fault ? limit.Reset : limit.Set);

        return Below(look.Highlight, Dark, CameraFault.Dark) ? CameraFault.Dark
            : !Below(look.Burnt, Overexposed, CameraFault.Overexposed) ? CameraFault.Overexposed
            : Below(look.Shapes, Covered, CameraFault.Covered) ? CameraFault.Covered
            : Below(look.Detail, Blurred, CameraFault.Blurred) || Below(look.Sharpness, Dulled, CameraFault.Blurred) ? CameraFault.Blurred
            : Below(look.Changed ?? 1, Frozen, CameraFault.Frozen) ? CameraFault.Frozen
            : Below(look.Likeness ?? 1, Moved, CameraFault.Moved) ? CameraFault.Moved
            : null;
    }

    /// <summary>Whether there is light, and something to be seen in it.</summary>
    public bool HasShapes(in FrameLook look) => look.Highlight >= Dark.Reset && look.Burnt < Overexposed.Reset && look.Shapes >= Covered.Reset;

    /// <summary>Whether what is seen has its detail.</summary>
    public bool IsSharp(in FrameLook look) => look.Detail >= Blurred.Reset && look.Sharpness >= Dulled.Reset;

    /// <summary>How long a verdict must hold. A printer that stands still between two layers must not pass for a frozen one.</summary>
    public TimeSpan HoldOf(CameraFault? verdict) => verdict switch
    {
        null => TimeSpan.FromSeconds(3),
        CameraFault.Frozen => TimeSpan.FromSeconds(20),
        _ => TimeSpan.FromSeconds(8),
    };
}
