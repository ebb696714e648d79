using System.Reflection;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;
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

    /// <summary>The model from which this one went on, by whose rule its cameras adapt where <see cref="Adaptation"/> is null.</summary>
    public ModelDescription? GoesOnFrom { get; init; }

    /// <summary>What its calibration adds to logits that the class frequencies which a network was fitted to were taken off.</summary>
    public IReadOnlyDictionary<DefectClass, double> OffsetWithoutPrior(TrainOptions options)
    {
        var fitted = options.Loss.FittedPrior(Trained.Plan);
        return Calibration.PriorOffset.ToDictionary(pair => pair.Key, pair => pair.Value + Math.Log(fitted[pair.Key]));
    }

    /// <summary>What the bundle says of the model, without its figures.</summary>
    /// <param name="name">The folder above its versions.</param>
    public ModelDescription Describe(string name, int version, TrainOptions options, Dataset data, DateTimeOffset now)
    {
        var model = WithoutRule(name, version, options, data, now);
        return model with { Adaptation = Adaptation?.Rule ?? (GoesOnFrom is { Adaptation: { } rule } before ? rule.Moved(SetOf(before), SetOf(model)) : null) };
    }

    private static Func<DefectClass, double> SetOf(ModelDescription model) => item => DefaultThresholds.Of(model).Single(threshold => threshold.Class == item).Set;

    private ModelDescription WithoutRule(string name, int version, TrainOptions options, Dataset data, DateTimeOffset now) => new()
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
