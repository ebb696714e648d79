using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class TrainingRecipeTests : IDisposable
{
    // Where from, for how long, what is measured besides, and what the machine computes in.
    private static readonly string[] OfTheCourse =
    [
        nameof(TrainOptions.Architecture), nameof(TrainOptions.InputSize), nameof(TrainOptions.Backbone), nameof(TrainOptions.Init),
        nameof(TrainOptions.Pooling), nameof(TrainOptions.Epochs), nameof(TrainOptions.FrozenEpochs), nameof(TrainOptions.Folds),
        nameof(TrainOptions.Stations), nameof(TrainOptions.UnseenSources), nameof(TrainOptions.LearningCurve), nameof(TrainOptions.Selection),
        nameof(TrainOptions.Precision), nameof(TrainOptions.Patience), nameof(TrainOptions.LearningRate), nameof(TrainOptions.Seed),
        nameof(TrainOptions.StartSeed),
    ];

    private static readonly TrainOptions NothingAsDefault = new()
    {
        Architecture = MobileNetV3Small.Name,
        InputSize = 96,
        Backbone = "/home/somebody/backbone.safetensors",
        Init = "/home/somebody/best.safetensors",
        Epochs = 60,
        FrozenEpochs = 2,
        ClassifierEpochs = 3,
        FrozenBlocks = 4,
        Pooling = Pooling.GeneralizedMean,
        BatchNorm = BatchNormStart.Trained,
        FurtherRuns = 2,
        Folds = 5,
        Stations = 7,
        UnseenSources = true,
        LearningCurve = true,
        Selection = Selection.Last,
        Precision = Precision.BFloat16,
        Patience = 9,
        Batch = 8,
        LearningRate = 0.01,
        BackboneShare = 0.2,
        WarmUp = 0.1,
        WeightDecay = 0.03,
        MaxGradientNorm = 4,
        Seed = 11,
        StartSeed = 12,
        Loss = new LossOptions { Kind = LossKind.Focal, Weights = ClassWeights.InverseFrequency },
        Sampling = new SamplingOptions { InitialExponent = 0.4, Schedule = ScheduleKind.Deferred },
        Augmentation = new AugmentationOptions { FarShare = 0.5, Policy = AugmentationKind.Plain },
        Calibration = new CalibrationOptions
        {
            DeployedPrior = new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.9, [DefectClass.Spaghetti] = 0.1 },
            ThresholdRules = new Dictionary<DefectClass, ThresholdRule> { [DefectClass.Spaghetti] = new(ThresholdCriterion.PrecisionTarget, 0.95) },
        },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void On_AnotherCourse_TakesEveryOptionFromOneOfTheTwo()
    {
        var (defaults, course) = (new TrainOptions(), new TrainOptions { Epochs = 5, LearningRate = 3e-4, Seed = 4 });

        var options = new TrainingRecipe(NothingAsDefault, 0).On(course);

        foreach (var property in typeof(TrainOptions).GetProperties().Where(property => property.CanWrite))
        {
            Assert.False(Equals(property.GetValue(NothingAsDefault), property.GetValue(defaults)), $"{property.Name}: the test has to set it");
            var from = OfTheCourse.Contains(property.Name) ? course : NothingAsDefault;
            Assert.True(Equals(property.GetValue(from), property.GetValue(options)), property.Name);
        }
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSameButForPathsOfTheMachine()
    {
        Report();
        TrainingRecipe.Of(NothingAsDefault, Data(auxiliary: 3)).Write(_folder.File("1/report"));

        var read = TrainingRecipe.Read(_folder.File("1"))!;

        Assert.Equivalent(NothingAsDefault with { Backbone = null, Init = null }, read.Options, strict: true);
        Assert.Equal(3, read.AuxiliaryImages);
        Assert.DoesNotContain("somebody", File.ReadAllText(TrainingRecipe.FileOf(_folder.File("1"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BundleOfAnOlderTrainer_HasNone() => Assert.Null(TrainingRecipe.Read(_folder.Path));

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"options": null, "auxiliary_images": 0}""")]
    [InlineData("""{"options": {"tomorrow": 1}, "auxiliary_images": 0}""")]
    [InlineData("""{"options": {"loss": {"kind": 7}}, "auxiliary_images": 0}""")]
    [InlineData("""{"options": {"calibration": {"threshold_rules": {"blobs": {"criterion": "f_beta", "value": 1}}}}, "auxiliary_images": 0}""")]
    public void Read_NoRecipe_SaysWhereAndHowToMend(string json)
    {
        Report();
        File.WriteAllText(TrainingRecipe.FileOf(_folder.File("1")), json);

        var refused = Assert.Throws<BundleException>(() => TrainingRecipe.Read(_folder.File("1")));

        Assert.Contains("recipe.json: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Take the trainer that wrote it, or delete the file to train with the defaults.", refused.Message, StringComparison.Ordinal);
    }

    private void Report() => Directory.CreateDirectory(_folder.File("1/report"));

    private static Dataset Data(int auxiliary) => new(
        [.. Enumerable.Range(0, 5).Select(i => new LabelledImage($"{i}.jpg", DefectClass.Good, "g", "s", "MIT", Splits.Train) { Auxiliary = i < auxiliary })],
        [],
        new string('0', 64));
}
