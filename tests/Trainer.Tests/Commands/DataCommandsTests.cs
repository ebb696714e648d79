using Defects.Trainer.Commands;
using Defects.Trainer.Data;
using Defects.Trainer.Tests.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Commands;

public sealed class DataCommandsTests : IDisposable
{
    private const string Header = "path,label_id,label,group,source,licence,split\n";

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stats_Manifest_CountsPicturesGroupsAndSourcesOfEachSplitAndClass()
    {
        Scenes("a.png", "b.png", "c.png", "d.png");
        _folder.Picture("e.png", Scalar.All(90));
        _folder.Write("manifest.csv", Header
            + "a.png,0,good,g1,cam,MIT,train\nb.png,0,good,g1,phone,MIT,train\nc.png,0,good,g2,web,MIT,train\n"
            + "d.png,4,spaghetti,g3,cam,MIT,train\ne.png,0,good,g4,cam,MIT,val\n");

        var output = await Done("data stats --data manifest.csv");

        Assert.Equal(
            [
                "split class pictures groups sources",
                "train good 3 2 3",
                "train spaghetti 1 1 1",
                "val good 1 1 1",
                "sizes: mostly 160 x 120 (4 of 5); shorter side 48 to 120, median 120",
                "imbalance in train: 3.0 (good 3, spaghetti 1)",
                "rarest class in train by groups: spaghetti, 1 groups",
                "1 error(s) in these data: see defects-trainer data check.", // val has no spaghetti
            ],
            Lines(output));
    }

    [Fact]
    public async Task Synth_ThreePrintsOfOneFrame_WritesOnePrintOfEachClassForEachSplit()
    {
        var output = await Done("data synth --out sim --prints 3 --frames 1 --seed 5");

        List<string> problems = [];
        var rows = ManifestReader.Read(_folder["sim/manifest.csv"], problems);
        Assert.Empty(problems);
        Assert.Equal([$"{rows.Count} frames and manifest.csv in sim."], Lines(output));

        // A print whose failure is out of sight in its one frame gives none.
        var prints =
            from label in new[] { "good", "under_extrusion", "stringing", "spaghetti" }
            from print in new[] { ("0000", "val"), ("0001", "test_sim"), ("0002", "train") }
            select (Group: $"sim_5_{label}_{print.Item1}", label, print.Item2);
        Assert.Equal(prints.Where(print => print.label == "good" || rows.Any(row => row.Group == print.Group)), rows.Select(row => (row.Group, row.Label.Name, row.Split)));
        Assert.Equal(4, rows.Select(row => row.Label).Distinct().Count());
        Assert.Equal(rows.Select(row => row.Path).Order(StringComparer.Ordinal), Directory.GetFiles(_folder["sim/images"], "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(row.Label.IsDefect ? 1 : 0, row.Boxes.Count));
    }

    [Fact]
    public async Task Split_RowsOfTestAmongOthers_KeepsThemWithTheirGroupsAndDealsTheRestWhole()
    {
        // Four groups of two pictures a class; a split for one row of g_1. Each split gets a group, and train, the largest, the fourth.
        var rows = (from label in new[] { "good", "spaghetti" } from i in Enumerable.Range(0, 8) select (label, Path: $"{label[0]}{i}.png", Group: $"{label[0]}_{i / 2}")).ToList();
        Scenes([.. rows.Select(row => row.Path)]);
        _folder.Write("labels.csv", "path,label,group,split\n" + string.Concat(rows.Select(row => $"{row.Path},{row.label},{row.Group},{(row.Path == "g3.png" ? "test" : "")}\n")));

        var output = await Done("data split --data labels.csv --out manifest.csv");

        Assert.Equal(
            [
                "train 8 pictures of 4 groups: good 4, spaghetti 4",
                "val 4 pictures of 2 groups: good 2, spaghetti 2",
                "test 4 pictures of 2 groups: good 2, spaghetti 2",
                "16 rows in manifest.csv.",
            ],
            Lines(output));
        List<string> problems = [];
        var written = ManifestReader.Read(_folder["manifest.csv"], problems);
        Assert.Empty(problems);
        Assert.Equal(rows.Select(row => (row.Path, row.label, row.Group)), written.Select(row => (Path.GetFileName(row.Path), row.Label.Name, row.Group)));
        Assert.Equal(["test", "test"], written.Where(row => row.Group == "g_1").Select(row => row.Split));
        Assert.All(written.GroupBy(row => row.Group), group => Assert.Single(group.Select(row => row.Split).Distinct()));
        Assert.Contains("Fit to train on.", await Done("data check --data manifest.csv"));
    }

    [Fact]
    public async Task Import_FoldersOfOneFileName_CopiesEachAndTheCheckIsClean()
    {
        Scenes([.. from split in new[] { "train", "val", "test" } from label in new[] { "good", "spaghetti" } select $"in/{split}/{label}/1.png"]);

        var output = await Done("data import --from folders --in in --out out --copy --licence MIT");

        Assert.Equal(
            [.. new[] { "train", "val", "test" }.Select(split => $"{split} 2 pictures of 2 groups: good 1, spaghetti 1"), "6 rows in out/manifest.csv."], Lines(output));

        // Names that are taken get the first digits of the SHA-256 of train/good/1.png and so on.
        Assert.Equal(
            Header
            + "images/good/1.png,0,good,test/good/1,in,MIT,test\nimages/spaghetti/1.png,4,spaghetti,test/spaghetti/1,in,MIT,test\n"
            + "images/good/1-a8d04e6b.png,0,good,train/good/1,in,MIT,train\nimages/spaghetti/1-6ba4da9e.png,4,spaghetti,train/spaghetti/1,in,MIT,train\n"
            + "images/good/1-159c2535.png,0,good,val/good/1,in,MIT,val\nimages/spaghetti/1-b9508d1c.png,4,spaghetti,val/spaghetti/1,in,MIT,val\n",
            await File.ReadAllTextAsync(_folder["out/manifest.csv"], TestContext.Current.CancellationToken));
        Assert.Equal(["6 pictures: train 2, val 2, test 2", "Fit to train on."], Lines(await Done("data check --data out/manifest.csv")));
    }

    /// <returns>What it printed.</returns>
    private async Task<string> Done(string arguments)
    {
        var (exitCode, output, errors) = await TrainerProcess.Run(_folder.Path, arguments);
        Assert.Equal((ExitCode.Done, ""), (exitCode, errors));
        return output;
    }

    private void Scenes(params string[] paths)
    {
        foreach (var (i, path) in paths.Index())
        {
            _folder.Scene(path, i);
        }
    }

    /// <summary>Lines that are not empty, each as its words: columns are as wide as their contents.</summary>
    private static IEnumerable<string> Lines(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
