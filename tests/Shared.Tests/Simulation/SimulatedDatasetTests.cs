using Defects.Shared.Classes;
using Defects.Shared.Imaging;
using Defects.Shared.Simulation;

namespace Defects.Shared.Tests.Simulation;

public sealed class SimulatedDatasetTests : IDisposable
{
    private static readonly SimulatedDataset Small = new() { Seed = 11, PrintsPerClass = 3, FramesPerPrint = 4 };

    private readonly string _folder = Directory.CreateTempSubdirectory("defects-sim-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_SmallSet_ManifestNamesEveryFileWithItsClass()
    {
        var written = Small.Write(_folder, TestContext.Current.CancellationToken);

        var rows = Rows();
        Assert.Equal(written, rows.Count);
        Assert.Equal(["path", "label_id", "label", "group", "source", "licence", "split"], Header());
        Assert.Equal(Directory.GetFiles(_folder, "*.jpg", SearchOption.AllDirectories).Length, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.True(File.Exists(Path.Combine(_folder, row[0])), row[0]);
            Assert.Equal(DefectClass.FromName(row[2]).Id.ToString(System.Globalization.CultureInfo.InvariantCulture), row[1]);
            Assert.StartsWith("sim_", row[4], StringComparison.Ordinal);
            Assert.Equal("MIT", row[5]);
        });
    }

    [Fact]
    public void Write_SmallSet_NoGroupInTwoSplitsAndEveryClassInEvery()
    {
        Small.Write(_folder, TestContext.Current.CancellationToken);

        var rows = Rows();
        Assert.All(rows.GroupBy(row => row[3]), group => Assert.Single(group.Select(row => row[6]).Distinct()));
        foreach (var split in (string[])["train", "val", "test_sim"])
        {
            Assert.Equal(
                ["good", "spaghetti", "stringing", "under_extrusion"],
                rows.Where(row => row[6] == split).Select(row => row[2]).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Write_SmallSet_BoxesNameEveryDefectFrame()
    {
        Small.Write(_folder, TestContext.Current.CancellationToken);

        var boxes = File.ReadLines(Path.Combine(_folder, "boxes.csv")).Select(line => line.Split(',')).ToList();
        Assert.Equal(["path", "label_id", "x", "y", "width", "height"], boxes[0]);
        Assert.Equal(Rows().Where(row => row[1] != "0").Select(row => (row[0], row[1])), boxes.Skip(1).Select(row => (row[0], row[1])));
        Assert.All(boxes.Skip(1), row =>
        {
            double[] box = [.. row[2..].Select(field => double.Parse(field, System.Globalization.CultureInfo.InvariantCulture))];
            Assert.True(new DefectBox(box[0], box[1], box[2], box[3]).IsValid, string.Join(',', row));
        });
    }

    [Fact]
    public void Frames_SameSeed_SameBytes()
    {
        var print = Small.Prints().Last().Print;

        Assert.Equal(Small.Frames(print).Select(f => f.Jpeg), (Small with { }).Frames(print with { }).Select(f => f.Jpeg));
        Assert.NotEqual(print, (Small with { Seed = 12 }).Prints().Last().Print);
    }

    [Fact]
    public void Prints_CamerasGiven_UsesNoOther()
    {
        var set = Small with { PrintsPerClass = 20, Cameras = [CameraFamily.Top, CameraFamily.Corner] };

        Assert.Equal(set.Cameras.Order(), set.Prints().Select(p => p.Print.Camera!.Value).Distinct().Order());
    }

    [Fact]
    public void Times_Within_NoFrameIsTakenLaterAfterTheOnset_AndStrengthStaysInItsRange()
    {
        var hard = Small with { PrintsPerClass = 20, FramesPerPrint = 8, Difficulty = new Difficulty { Strength = (0.1f, 0.2f), Within = 0.1 } };

        Assert.All(hard.Prints().Select(p => p.Print).Where(p => p.Failure.IsDefect), print =>
        {
            Assert.InRange(print.Strength, 0.1, 0.2);
            var since = hard.Times(print).Where(t => t >= print.Onset).Select(t => (t - print.Onset) / print.Duration).ToList();
            Assert.Equal(6, since.Count);
            Assert.All(since, share => Assert.InRange(share, 0.012, 0.1));
        });
    }

    [Fact]
    public void Print_NoMatterHowManyThereAre_IsTheSame() =>
        Assert.Equal((Small with { PrintsPerClass = 5 }).Print(DefectClass.Spaghetti, 2), Small.Prints().Single(p => p.Group.EndsWith("spaghetti_0002", StringComparison.Ordinal)).Print);

    [Fact]
    public void Prints_TooFewForThreeSplits_SaysSo()
    {
        var error = Assert.Throws<ArgumentException>(() => (Small with { PrintsPerClass = 2 }).Prints().ToList());

        Assert.Contains("2 prints a class cannot fill training", error.Message, StringComparison.Ordinal);
    }

    private string[] Header() => File.ReadLines(Path.Combine(_folder, "manifest.csv")).First().Split(',');

    private List<string[]> Rows() => [.. File.ReadLines(Path.Combine(_folder, "manifest.csv")).Skip(1).Select(line => line.Split(','))];
}
