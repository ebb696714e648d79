using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class ScoresTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti]);

    [Fact]
    public void Of_SeedTable_GivesTheSeedHeadlineWithinRounding()
    {
        // Precision, recall and support of the seed's table, two decimals each: averages are known to half a hundredth.
        (double Precision, double Recall, int Support)[] table = [(0.78, 0.71, 1893), (0.78, 0.92, 2328), (0.81, 0.55, 532), (0.74, 0.22, 78)];

        var scores = Scores.Of([.. table.Zip(Classes, (row, item) => Rebuild(row.Precision, row.Recall, row.Support, item))], topTwo: 0, absent: []);

        Assert.Equal(0.7829, scores.Accuracy, 0.005);
        Assert.Equal(0.5971, scores.BalancedAccuracy, 0.005);
        Assert.Equal(0.6439, scores.MacroF1, 0.005);
        Assert.Equal(0.7748, scores.WeightedF1, 0.005);
        Assert.All(scores.Classes.Zip([0.74, 0.84, 0.65, 0.34]), pair => Assert.Equal(pair.Second, pair.First.F1, 0.01));
    }

    [Fact]
    public void Of_SmallMatrix_GivesTheFiguresWorkedOutByHand()
    {
        var matrix = new ConfusionMatrix(Classes);
        matrix.Add(DefectClass.Good, DefectClass.Good, 8);
        matrix.Add(DefectClass.Good, DefectClass.Spaghetti, 2);
        matrix.Add(DefectClass.Spaghetti, DefectClass.Spaghetti, 3);
        matrix.Add(DefectClass.Spaghetti, DefectClass.Good, 1);

        var scores = Scores.Of(matrix);

        Assert.Equal(11.0 / 14, scores.Accuracy, 9);
        Assert.Equal((0.8 + 0.75) / 2, scores.BalancedAccuracy, 9);
        var (good, spaghetti) = (16.0 / 19, 6.0 / 9);
        Assert.Equal((good + spaghetti) / 2, scores.MacroF1, 9);
        Assert.Equal((good * 10 + spaghetti * 4) / 14, scores.WeightedF1, 9);
    }

    [Fact]
    public void Of_ClassWithoutImages_IsNamedAndInNoAverage()
    {
        var matrix = new ConfusionMatrix(Classes);
        matrix.Add(DefectClass.Good, DefectClass.Good, 5);
        matrix.Add(DefectClass.Good, DefectClass.Stringing, 5);

        var scores = Scores.Of(matrix);

        Assert.Equal([DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti], scores.Absent);
        Assert.Equal(0.5, scores.BalancedAccuracy, 9);
        Assert.Equal(2.0 / 3, scores.MacroF1, 9);
    }

    [Fact]
    public void Add_TruthSecondLikeliest_CountsForTopTwoOnly()
    {
        var matrix = new ConfusionMatrix(Classes);
        matrix.Add(DefectClass.Stringing, [0.1, 0.5, 0.3, 0.1]);
        matrix.Add(DefectClass.Spaghetti, [0.4, 0.4, 0.1, 0.1]);

        Assert.Equal((0, 1), (matrix.Correct, matrix.TopTwoHits));
        Assert.Equal(1, matrix[DefectClass.Spaghetti, DefectClass.Good]);
    }

    private static ClassScores Rebuild(double precision, double recall, int support, DefectClass item)
    {
        var hits = (int)Math.Round(recall * support);
        return ClassScores.Of(hits, (int)Math.Round(hits / precision) - hits, support - hits, item);
    }
}
