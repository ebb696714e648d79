using Defects.Bench.Labels;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Bench.Tests.Labels;

public sealed class DoubtfulLabelTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]);

    [Fact]
    public void Of_AllSeedsSeeAnotherClass_TellsItWithTheMeans()
    {
        var doubt = Assert.Single(Of(("a.jpg", [[0.02, 0.9, 0.08], [0.06, 0.7, 0.24]])));

        Assert.Equal((DefectClass.Stringing, "a.jpg"), (doubt.Seen, doubt.Image.Path));
        Assert.Equal(0.04, doubt.Label, 9);
        Assert.Equal(0.8, doubt.Other, 9);
    }

    [Theory]
    // On average still believed a little more than one in ten.
    [InlineData(0.12, 0.88, 0.0, 0.12, 0.88, 0.0)]
    // Each is sure, and of something else: noise of training, not of the label.
    [InlineData(0.0, 0.9, 0.1, 0.0, 0.1, 0.9)]
    public void Of_BelievedOrSeenDifferently_IsNoDoubt(double a, double b, double c, double d, double e, double f) =>
        Assert.Empty(Of(("a.jpg", [[a, b, c], [d, e, f]])));

    [Fact]
    public void Of_Several_LeastBelievedFirst() =>
        Assert.Equal(["b.jpg", "a.jpg"], Of(("a.jpg", [[0.05, 0.95, 0]]), ("b.jpg", [[0.01, 0.99, 0]])).Select(d => d.Image.Path));

    /// <summary>Pictures that are all labelled good, with their probabilities by seed.</summary>
    private static IReadOnlyList<DoubtfulLabel> Of(params (string Path, double[][] BySeed)[] pictures) => DoubtfulLabel.Of(
        [.. Enumerable.Range(0, pictures[0].BySeed.Length).Select(seed => (IReadOnlyList<Prediction>)[.. pictures.Select(picture =>
            new Prediction(new LabelledImage(picture.Path, DefectClass.Good, "g", "s", "MIT", Splits.Train), picture.BySeed[seed]))])],
        Classes);
}
