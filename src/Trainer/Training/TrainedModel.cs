using System.Reflection;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Training;

/// <summary>A trained network, calibrated.</summary>
/// <param name="OutOfFold">How the recipe does on training and validation images that each network had not seen; null without folds.</param>
public sealed record TrainedModel(TrainedNetwork Trained, ModelCalibration Calibration, SplitEvaluation? OutOfFold) : IDisposable
{
    /// <summary>What more data would bring; null where it was not asked for.</summary>
    public LearningCurve? LearningCurve { get; init; }

    /// <summary>What networks of the recipe are worth to sources that they never saw; empty where it was not asked for.</summary>
    public IReadOnlyList<UnseenSource> UnseenSources { get; init; } = [];

    /// <summary>How cameras adapt; null where nobody has learnt it.</summary>
    public LearntAdaptation? Adaptation { get; init; }

    /// <summary>By what the cameras of the model adapt from which this one went on; holds where <see cref="Adaptation"/> is null.</summary>
    public AdaptationRule? InheritedRule { get; init; }

    /// <summary>What its calibration adds to logits that the class frequencies which a network was fitted to were taken off.</summary>
    public IReadOnlyDictionary<DefectClass, double> OffsetWithoutPrior(TrainOptions options)
    {
        var fitted = options.Loss.FittedPrior(Trained.Plan);
        return Calibration.PriorOffset.ToDictionary(pair => pair.Key, pair => pair.Value + Math.Log(fitted[pair.Key]));
    }

    /// <summary>What the bundle says of the model, without its figures.</summary>
    /// <param name="name">The folder above its versions.</param>
    public ModelDescription Describe(string name, int version, TrainOptions options, Dataset data, DateTimeOffset now) => new()
    {
        Name = name,
        Version = version,
        Architecture = options.Architecture,
        Classes = [.. Trained.Classes],
        InputSize = options.InputSize,
        ResizeRule = FramePreprocessing.ResizeRule,
        Temperature = Calibration.Temperature,
        PriorOffset = Calibration.PriorOffset,
        Thresholds = Calibration.Thresholds,
        Adaptation = Adaptation?.Rule ?? InheritedRule,
        TrainingDataHash = data.Sha256,
        GitCommit = Commit(),
        Created = now,
    };

    public void Dispose() => Trained.Dispose();

    /// <summary>The build puts the commit behind a plus sign.</summary>
    private static string Commit() =>
        typeof(TrainedModel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit]
            ? commit
            : "unknown";
}
