using Defects.Bench.SeedProblem;
using Defects.Shared.Classes;
using Defects.Shared.Simulation;
using Defects.Trainer.Data;

namespace Defects.Bench.Tests.SeedProblem;

public sealed class SeedProblemPartTests
{
    private static readonly SeedProblemPart Part = new(
        Splits.Train,
        new SimulatedDataset { Seed = 4, FramesPerPrint = 4, Cameras = [CameraFamily.Top] },
        new Dictionary<DefectClass, int> { [DefectClass.Good] = 3, [DefectClass.Spaghetti] = 4 });

    [Fact]
    public void Write_Counts_AreExactAndGoodComesFromFailingPrintsFirst()
    {
        using var folder = new TemporaryFolder();

        var images = Write(folder);

        Assert.Equal(3, images.Count(i => i.Label == DefectClass.Good));
        Assert.Equal(4, images.Count(i => i.Label == DefectClass.Spaghetti));
        Assert.Contains(images.GroupBy(i => i.Group), print => print.Select(i => i.Label).Distinct().Count() == 2);
        Assert.All(images, image => Assert.Equal("sim_top", image.Source));
        Assert.All(images.Where(i => i.Label == DefectClass.Spaghetti), image => Assert.NotEmpty(image.Boxes));
    }

    [Fact]
    public void Write_KilledBeforeTheManifest_IsDoneAgainAlike_AndACompleteFolderIsLeft()
    {
        using var folder = new TemporaryFolder();
        var first = Write(folder).Select(i => File.ReadAllBytes(i.Path)).ToList();
        File.Delete(folder.File("manifest.csv"));
        var damaged = Directory.GetFiles(folder.File("images"), "*.jpg", SearchOption.AllDirectories)[0];
        File.WriteAllText(damaged, "half");

        var second = Write(folder).Select(i => File.ReadAllBytes(i.Path)).ToList();
        var manifest = File.GetLastWriteTimeUtc(folder.File("manifest.csv"));
        Write(folder);

        Assert.Equal(first, second);
        Assert.Equal(manifest, File.GetLastWriteTimeUtc(folder.File("manifest.csv")));
    }

    [Fact]
    public void Parts_AreTheSeedsCounts_AndNoCameraOfTheTestIsInTraining()
    {
        var parts = SeedProblemData.Parts(new Difficulty());
        var (train, test) = (parts.Single(p => p.Split == Splits.Train), parts.Single(p => p.Split == Splits.Test));

        Assert.Equal((2000, 4831), (train.Frames.Values.Sum(), test.Frames.Values.Sum()));
        Assert.Equal((32, 78), (train.Frames[DefectClass.Spaghetti], test.Frames[DefectClass.Spaghetti]));
        Assert.Empty(train.Prints.Cameras.Intersect(test.Prints.Cameras));
        Assert.Equal(test.Prints.Cameras, parts.Single(p => p.Split == SeedProblemData.Development).Prints.Cameras);
        Assert.Equal(parts.Count, parts.Select(p => p.Prints.Seed).Distinct().Count());
    }

    private static IReadOnlyList<LabelledImage> Write(TemporaryFolder folder)
    {
        Part.Write(folder.Path, TestContext.Current.CancellationToken);
        return Dataset.Load(new DatasetSelection([folder.Path])).Images;
    }
}
