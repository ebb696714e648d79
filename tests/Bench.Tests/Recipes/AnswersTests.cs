using Defects.Bench.Recipes;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Bench.Tests.Recipes;

public sealed class AnswersTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Spaghetti]);
    private static readonly Recipe Plain = Recipe.Plain(new TrainOptions());

    // Nine good images and one of spaghetti: frequencies 0.9 and 0.1.
    private static readonly LabelledImage[] Training =
        [.. Enumerable.Range(0, 10).Select(i => Image(i < 9 ? DefectClass.Good : DefectClass.Spaghetti, i))];

    [Fact]
    public void Of_PostHocOffset_TakesTheFrequenciesOfTrainingOff()
    {
        // softmax(2 - log 0.9, 0 - log 0.1) = (e^2 / 0.9, 1 / 0.1) normalised.
        var spaghetti = 10 / (10 + Math.Exp(2) / 0.9);

        var answers = Of(Judgement.PostHocOffset, [2, 0]);

        Assert.Equal(spaghetti, answers.Predictions[0].Probabilities[1], 12);
        Assert.Equal(1, answers.Matrix(Classes)[DefectClass.Spaghetti, DefectClass.Spaghetti]);
        Assert.Equal(1, Of(Judgement.Likeliest, [2, 0]).Matrix(Classes)[DefectClass.Spaghetti, DefectClass.Good]);
    }

    [Theory]
    [InlineData(0.79, false)]
    [InlineData(0.81, true)]
    public void Of_OneThreshold_IsADefectFromEightTenthsOn(double probability, bool raised)
    {
        var answers = Of(Judgement.OneThreshold, [0, Math.Log(probability / (1 - probability))]);

        Assert.Equal(raised ? 1 : 0, answers.Matrix(Classes)[DefectClass.Spaghetti, DefectClass.Spaghetti]);
    }

    private static Answers Of(Judgement judgement, double[] logits) =>
        Answers.Of(
            Plain with { Judgement = judgement },
            HeldOutScores.WithoutPrior(
                [new ScoredImage(Image(DefectClass.Spaghetti, 99), logits)],
                new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.9, [DefectClass.Spaghetti] = 0.1 },
                Classes),
            [],
            Training,
            Classes);

    private static LabelledImage Image(DefectClass label, int number) => new($"{number}.jpg", label, $"g{number}", "s", "MIT", Splits.Train);
}
