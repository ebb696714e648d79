using Defects.Shared.Bundles;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Tests.Evaluation;

/// <summary>The shipped bundle on its own golden frames.</summary>
public sealed class BundleScoringTests
{
    private readonly ModelBundle _bundle = ModelBundle.Read(EvaluateCommandTests.Bundle);

    [Fact]
    public void Score_ManyImagesOnAllCores_KeepsTheirOrderAndGivesTheGoldenProbabilities()
    {
        using var scoring = BundleScoring.Open(_bundle);
        var golden = Enumerable.Range(0, 24).Select(i => _bundle.Manifest.Golden[i * 5 % _bundle.Manifest.Golden.Count]).ToList();
        var done = 0;

        var predictions = scoring.Score([.. golden.Select(g => Image(Path.Combine(_bundle.Folder, "golden", g.File)))], CancellationToken.None, () => Interlocked.Increment(ref done));

        Assert.Equal(24, done);
        Assert.All(golden.Zip(predictions), pair => Assert.All(
            scoring.Model.Classes.Zip(pair.Second.Probabilities), p => Assert.Equal(pair.First.Probabilities[p.First], p.Second, _bundle.Manifest.GoldenTolerance)));
    }

    [Fact]
    public void Score_FileDamagedSinceTheCheckOrCancelled_SaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.jpg"), "no picture");
        using var scoring = BundleScoring.Open(_bundle);

        var error = Assert.Throws<InvalidDataException>(() => scoring.Score([Image(folder.File("a.jpg"))], CancellationToken.None));

        Assert.Contains("a.jpg: not a complete image", error.Message);
        Assert.ThrowsAny<OperationCanceledException>(() => scoring.Score([Image(folder.File("a.jpg"))], new CancellationToken(canceled: true)));
    }

    private static LabelledImage Image(string path) => new(path, Shared.Classes.DefectClass.Good, "g", "sim_golden", "MIT", "test");
}
