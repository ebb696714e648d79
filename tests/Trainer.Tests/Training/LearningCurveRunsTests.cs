using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Sampling;
using Defects.Trainer.Tests.Calibration;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class LearningCurveRunsTests : IDisposable
{
    private static readonly TrainOptions Small = new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 1, Batch = 8, Seed = 5 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_EveryShare_TrainsOnItsPrintsAndIsMeasuredOnValidation_WithTheModelsCalibration()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        using var model = CallsAllSpaghetti(data);
        var progress = new RecordedProgress();

        var curve = LearningCurveRuns.Execute(Small, data, model, _folder["curve"], progress, TimeProvider.System, TestContext.Current.CancellationToken);

        // Four prints of two pictures of each class: 1, 2 and 4 of them.
        Assert.Equal([0.25, 0.5, 1], curve.Points.Select(p => p.Share));
        Assert.Equal([6, 12, 24], progress.Epochs.Select(e => e.Exposure.Sum(x => x.Images)));
        Assert.Equal([(1, 2), (2, 4), (4, 8)], curve.Points.Select(p => p.Training.Select(c => (c.Groups, c.Images)).Distinct().Single()));

        // Four pictures of each class, all called spaghetti: precision 1/3, recall 1, F1 1/2, and 0 for the others.
        Assert.All(curve.Points, point =>
        {
            Assert.Equal(12, point.MacroF1.Images);
            Assert.Equal(0.5 / 3, point.MacroF1.Value, 12);
            Assert.Equal([0, 0, 1], data.Classes.Select(c => point.Recalls[c].Value));
        });
    }

    [Fact]
    public void Thin_EveryShare_KeepsThatShareOfThePrintsOfEachClass_AndThoseOfTheSmaller()
    {
        var images = Images(DefectClass.Good, 8).Concat(Images(DefectClass.Spaghetti, 3)).ToList();

        var (quarter, half, all) = (Groups(images, 0.25), Groups(images, 0.5), Groups(images, 1));

        Assert.Equal((2, 1), Count(quarter));
        Assert.Equal((4, 1), Count(half));
        Assert.Equal((8, 3), Count(all));
        Assert.Superset(quarter, half);
    }

    [Fact]
    public void Thin_PrintThatFails_CountsForItsFailure_AndStaysWhole()
    {
        List<LabelledImage> images = [.. Images(DefectClass.Good, 4), Image(DefectClass.Good, "failing"), Image(DefectClass.Spaghetti, "failing")];

        var kept = LearningCurveRuns.Thin(images, 0.25, seed: 1).ToList();

        Assert.Equal(3, kept.Count);
        Assert.Equal(2, kept.Count(i => i.Group == "failing"));
    }

    [Fact]
    public void Thin_ClassThatShowsOnlyInPrintsOfAGraverOne_IsInEveryShare()
    {
        // Of eight prints that end in spaghetti a quarter is two; whichever those are, the one that strung before is kept.
        List<LabelledImage> images = [.. Images(DefectClass.Good, 4), .. Images(DefectClass.Spaghetti, 8)];
        Assert.All(Enumerable.Range(0, 8), print =>
        {
            List<LabelledImage> strung = [.. images, Image(DefectClass.Stringing, $"spaghetti_{print}")];

            var (quarter, half) = (Groups(strung, 0.25), Groups(strung, 0.5));

            Assert.Contains($"spaghetti_{print}", quarter);
            Assert.InRange(Count(quarter).Spaghetti, 2, 3);
            Assert.Superset(quarter, half);
        });
    }

    [Fact]
    public void Thin_AuxiliaryImages_StayAsTheyAre()
    {
        List<LabelledImage> images = [.. Images(DefectClass.Good, 4), .. Images(DefectClass.Stringing, 5).Select(i => i with { Auxiliary = true })];

        Assert.Equal(5, LearningCurveRuns.Thin(images, 0.25, seed: 1).Count(i => i.Auxiliary));
    }

    /// <summary>Its calibration alone matters, and that has the last word whatever a network says.</summary>
    private static TrainedModel CallsAllSpaghetti(Dataset data)
    {
        var plan = SamplingPlan.For(ClassCount.Of(data.Split(Splits.Train)), Small.Sampling, Small.Loss);
        var fitted = ModelCalibration.Fit(CalibrationData.Images(60, factor: 1, seed: 1), data.Classes, Small.Loss.FittedPrior(plan), Small.Calibration, Small.Seed);
        return new TrainedModel(
            new TrainedNetwork(NetworkCatalog.Create(Small.Architecture, data.Classes.Count), data.Classes, plan, Reports.Epoch(1, 0.5), []),
            fitted with { PriorOffset = data.Classes.ToDictionary(c => c, c => c == DefectClass.Spaghetti ? 100.0 : 0) },
            OutOfFold: null);
    }

    private static HashSet<string> Groups(List<LabelledImage> images, double share) => [.. LearningCurveRuns.Thin(images, share, seed: 1).Select(i => i.Group)];

    private static (int Good, int Spaghetti) Count(HashSet<string> groups) =>
        (groups.Count(g => g.StartsWith("good", StringComparison.Ordinal)), groups.Count(g => g.StartsWith("spaghetti", StringComparison.Ordinal)));

    private static IEnumerable<LabelledImage> Images(DefectClass label, int groups) => Enumerable.Range(0, groups).Select(i => Image(label, $"{label}_{i}"));

    private static LabelledImage Image(DefectClass label, string group) => new($"/{group}_{label}.jpg", label, group, "test", "MIT", Splits.Train);
}
