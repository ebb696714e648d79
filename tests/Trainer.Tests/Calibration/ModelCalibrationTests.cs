using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class ModelCalibrationTests
{
    private static readonly ClassSet Classes = CalibrationData.Classes;
    private static readonly IReadOnlyDictionary<DefectClass, double> Even = CalibrationData.Prior(1.0 / 3, 1.0 / 3, 1.0 / 3);

    [Fact]
    public void Fit_OverconfidentValidation_ImprovesWhatItMeasures_AndGivesUsableThresholds()
    {
        var fitted = ModelCalibration.Fit(CalibrationData.Images(300, factor: 4, seed: 2), Classes, Even, new CalibrationOptions(), seed: 1);

        Assert.True(fitted.Temperature > 2);
        Assert.True(fitted.After.NegativeLogLikelihood < fitted.Before.NegativeLogLikelihood);
        Assert.True(fitted.After.Brier < fitted.Before.Brier);
        Assert.True(fitted.After.ExpectedCalibrationError < fitted.Before.ExpectedCalibrationError);
        Assert.True(fitted.After.ClasswiseCalibrationError < fitted.Before.ClasswiseCalibrationError);
        Assert.Equal([DefectClass.Stringing, DefectClass.Spaghetti], fitted.Thresholds.Select(t => t.Class));
        Assert.All(fitted.Thresholds, t => Assert.True(t.Reset > 0 && t.Reset < t.Set && t.Set < 1 && t.Spread > 0));
        Assert.Empty(fitted.Notes);
    }

    [Fact]
    public void Fit_AnyRule_SaysWhatTheThresholdRestsOn()
    {
        var images = CalibrationData.Images(300, factor: 1, seed: 2);
        var fitted = ModelCalibration.Fit(images, Classes, Even, new CalibrationOptions(), seed: 1);
        double[] offset = [.. Classes.Select(c => fitted.PriorOffset[c])];

        Assert.All(fitted.Choices, choice =>
        {
            var item = choice.Threshold.Class;
            var counting = images.Where(i => Softmax.Of(i.Logits, offset, fitted.Temperature)[Classes.ColumnOf(item)] >= choice.Threshold.Set).ToList();
            var hits = counting.Count(i => i.Image.Label == item);
            Assert.Equal(images.Count(i => i.Image.Label == item), choice.Positives);
            Assert.Equal(images.Where(i => i.Image.Label == item).Select(i => i.Image.Group).Distinct().Count(), choice.PositiveGroups);
            Assert.Equal((double)hits / counting.Count, choice.Precision!.Value, 9);
            Assert.Equal((double)hits / choice.Positives, choice.Recall, 9);
            Assert.Equal(counting.Select(i => i.Image.Group).Distinct().Count(), choice.Prints.Prints);
        });
    }

    [Fact]
    public void Fit_ReachablePrecisionTarget_IsProvedByThePrints()
    {
        var asked = new ThresholdRule(ThresholdCriterion.PrecisionTarget, 0.5);
        var fitted = ModelCalibration.Fit(CalibrationData.Images(600, factor: 2, seed: 2), Classes, Even, Asking(asked), seed: 1);

        var choice = fitted.Choices.Single(c => c.Threshold.Class == DefectClass.Spaghetti);
        Assert.Empty(fitted.Notes);
        Assert.Equal((asked, asked), (choice.Asked, choice.Applied));
        Assert.InRange(choice.PrintPrecision, 0.5, 1);
    }

    [Fact]
    public void Fit_UnreachablePrecisionTarget_SaysSoAndFallsBackOnTheDefault()
    {
        var asked = new ThresholdRule(ThresholdCriterion.PrecisionTarget, 0.99);
        var images = CalibrationData.Images(300, factor: 1, seed: 2);
        var fitted = ModelCalibration.Fit(images, Classes, Even, Asking(asked), seed: 1);

        var choice = fitted.Choices.Single(c => c.Threshold.Class == DefectClass.Spaghetti);
        Assert.Equal((asked, new ThresholdRule(ThresholdCriterion.FBeta, 1)), (choice.Asked, choice.Applied));
        Assert.Equal(ModelCalibration.Fit(images, Classes, Even, new CalibrationOptions(), seed: 1).Thresholds, fitted.Thresholds);
        Assert.Matches(
            @"^spaghetti: precision 0\.99 over prints is not proved at 0\.95 confidence at any threshold\. The best is 0\.\d{3}, from 0\.\d{3} on, "
                + @"where \d+ of \d+ prints are right; \d+ more prints without an error would prove it\. Its threshold follows another rule instead: best F, beta 1\.$",
            Assert.Single(fitted.Notes));
    }

    [Fact]
    public void Fit_NoImageWrong_KeepsTheTemperatureAndSaysSo()
    {
        var images = Enumerable.Range(0, 30)
            .Select(i => CalibrationData.Image(i, Classes[i % 3], [.. Enumerable.Range(0, 3).Select(column => column == i % 3 ? 4.0 : 0)]))
            .ToList();
        var fitted = ModelCalibration.Fit(images, Classes, Even, new CalibrationOptions(), seed: 1);

        Assert.Equal(1, fitted.Temperature);
        Assert.StartsWith("temperature: none of 30 validation images is wrong", Assert.Single(fitted.Notes));
    }

    [Fact]
    public void Fit_DeployedElsewhere_ShiftsTheOddsByThePriorsAlone_WhateverTheTemperature()
    {
        var images = CalibrationData.Images(300, factor: 4, seed: 2);
        var seen = ModelCalibration.Frequencies(images, Classes);
        var deployed = CalibrationData.Prior(0.9, 0.05, 0.05);
        var here = ModelCalibration.Fit(images, Classes, Even, new CalibrationOptions(), seed: 1);
        var there = ModelCalibration.Fit(images, Classes, Even, new CalibrationOptions { DeployedPrior = deployed }, seed: 1);

        // Bayes: odds here times the ratio of the priors' odds are the odds there.
        Assert.All(images, image =>
        {
            var (p, q) = (Served(here, image), Served(there, image));
            var ratio = deployed[DefectClass.Spaghetti] / deployed[DefectClass.Good] / (seen[DefectClass.Spaghetti] / seen[DefectClass.Good]);
            Assert.Equal(Math.Log(p[2] / p[0] * ratio), Math.Log(q[2] / q[0]), 6);
        });
        Assert.Equal((here.Temperature, here.After.NegativeLogLikelihood), (there.Temperature, there.After.NegativeLogLikelihood));
        Assert.All(there.Notes, note => Assert.Contains("Fewer of its alarms will be right", note));
        Assert.Equal(2, there.Notes.Count);

        double[] Served(ModelCalibration model, ScoredImage image) => Softmax.Of(image.Logits, [.. Classes.Select(c => model.PriorOffset[c])], model.Temperature);
    }

    [Fact]
    public void Fit_ClassesInAnotherOrder_IsTheSame()
    {
        var images = CalibrationData.Images(200, factor: 2, seed: 3);
        var prior = CalibrationData.Prior(0.5, 0.3, 0.2);
        var turned = new ClassSet([DefectClass.Spaghetti, DefectClass.Good, DefectClass.Stringing]);
        var one = ModelCalibration.Fit(images, Classes, prior, new CalibrationOptions(), seed: 1);
        var other = ModelCalibration.Fit(
            [.. images.Select(i => i with { Logits = [i.Logits[2], i.Logits[0], i.Logits[1]] })], turned, prior, new CalibrationOptions(), seed: 1);

        Assert.Equal(one.Temperature, other.Temperature, 6);
        Assert.All(Classes, c => Assert.Equal(one.PriorOffset[c], other.PriorOffset[c], 9));
        Assert.All(one.Thresholds, t => Assert.Equal(t.Set, other.Thresholds.Single(o => o.Class == t.Class).Set, 6));
    }

    [Fact]
    public void Frequencies_ClassThatTheImagesLack_IsRareAndNotImpossible()
    {
        var frequencies = ModelCalibration.Frequencies([CalibrationData.Image(0, DefectClass.Good, [0, 0, 0])], Classes);

        // (1 + 1/2) and 1/2 of 1 + 3/2.
        Assert.Equal([0.6, 0.2, 0.2], Classes.Select(c => frequencies[c]), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    private static CalibrationOptions Asking(ThresholdRule rule) =>
        new() { ThresholdRules = new Dictionary<DefectClass, ThresholdRule> { [DefectClass.Spaghetti] = rule } };
}
