using Defects.Shared.Classes;

namespace Defects.Trainer.Calibration;

/// <summary>What calibration is asked for.</summary>
public sealed record CalibrationOptions
{
    /// <summary>Class frequencies where the model will serve, adding up to 1; null takes those of the validation split.</summary>
    public IReadOnlyDictionary<DefectClass, double>? DeployedPrior { get; init; }

    /// <summary>
    /// beta of a class that fails the print: a miss wastes hours of filament, a false alarm a walk to the printer, and evidence
    /// over seconds already filters single wrong frames. So precision and recall weigh alike.
    /// </summary>
    public double FailBeta { get; init; } = 1;

    /// <summary>
    /// beta of a class that only warns: nothing is lost by noticing minutes later, while every false warning teaches an operator
    /// to look away. So precision weighs twice as much as recall.
    /// </summary>
    public double WarnBeta { get; init; } = 0.5;

    /// <summary>
    /// Reset threshold as a share of the set threshold. Wide enough that frame noise around the set threshold does not end an
    /// alert that it has just begun, narrow enough that a mended print falls below it.
    /// </summary>
    public double ResetShare { get; init; } = 0.7;

    public int Bootstraps { get; init; } = 200;

    public double BetaOf(DefectClass item) => item.Severity == Severity.Fail ? FailBeta : WarnBeta;
}
