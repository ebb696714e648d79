using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Tests.Data.Import;

public sealed class SplitPlanTests : IDisposable
{
    private static readonly Dictionary<string, PictureFingerprint> Unseen = [];

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_AnyRows_KeepsGroupsWholeAndEverySplitThatWasGiven() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 5], Gen.Int[0, 9]).Array[1, 40].Sample(groups =>
        {
            DefectClass[] classes = [DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti];
            string?[] splits = [null, null, null, null, null, null, "train", "val", "test", "test_bed"];
            var found = groups.SelectMany((g, i) => Enumerable.Range(0, g.Item2)
                .Select(n => Found($"g{i}_{n:D3}.png", classes, g.Item1, n == 0 ? splits[g.Item3] : null))).ToList();

            var rows = Plan(found).Rows;

            Assert.All(rows, row => Assert.True(Splits.IsKnown(row.Split)));
            Assert.All(rows.GroupBy(row => row.Group), g => Assert.Single(g.Select(row => row.Split).Distinct()));
            Assert.All(rows.Zip(found).Where(r => r.Second.Split is not null), r => Assert.Equal(r.Second.Split, r.First.Split));
        }, iter: 200);

    [Fact]
    public void Of_HundredPhotosAClass_GivesEverySplitItsShareOfEachClass()
    {
        var found = Enumerable.Range(0, 200).Select(i => Found($"p{i}.png", [DefectClass.Good, DefectClass.Spaghetti], i % 2, null)).ToList();

        var plan = Plan(found);

        Assert.Empty(plan.Notes);
        Assert.All([DefectClass.Good, DefectClass.Spaghetti], label =>
            Assert.Equal([70, 15, 15], new[] { "train", "val", "test" }.Select(split => plan.Rows.Count(row => row.Label == label && row.Split == split))));
    }

    [Fact]
    public void Of_GroupsThatShowTheSame_BecomeOneAndFollowTheSplitThatOneHas()
    {
        FoundPicture[] found =
        [
            Found(_folder.Scene("a.png", 1), null), Found(_folder.Scene("b.jpg", 1), "test"),
            Found(_folder.Scene("x.png", 50), "test"), Found(_folder.Scene("y.jpg", 50), "test_other"),
            .. Enumerable.Range(2, 9).Select(i => Found(_folder.Scene($"{(char)('a' + i)}.png", i), null)),
        ];
        var seen = ImageInspection.Of([.. found.Select(p => new LabelledImage(p.File, p.Label, "", "", "", ""))]).Pictures;

        var plan = SplitPlan.Of(found, "s", "MIT", GroupBy.Name, new SplitOptions(), seen);

        Assert.Equal(["a", "a", "x", "y", "c"], plan.Rows.Take(5).Select(row => row.Group));
        Assert.Equal(["test", "test"], plan.Rows.Take(2).Select(row => row.Split));
        Assert.Contains(plan.Notes, note => note.StartsWith("group a with b: one group", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_GroupAlreadyInTwoSplits_IsRefused_AndDealtAnewOnRequest()
    {
        FoundPicture[] found = [Found("a_1.png", "train"), Found("a_2.png", "test"), Found("b_1.png", "test_bed"), Found("c_1.png", null), Found("d_1.png", null)];

        Assert.Contains("group a is in the splits train and test", Assert.Throws<DatasetException>(() => Plan(found)).Message);
        var anew = SplitPlan.Of(found, "s", "MIT", GroupBy.Name, new SplitOptions(Anew: true), Unseen).Rows;
        Assert.Equal(anew[0].Split, anew[1].Split);
        Assert.Equal("test_bed", anew[2].Split);
    }

    [Fact]
    public void Of_ClassOfOneGroup_SaysWhichSplitsLackIt()
    {
        var notes = Plan([Found("a_1.png", null), Found("a_2.png", null)]).Notes;

        Assert.Equal(
            ["val has no good: its 2 picture(s) are of 1 group(s), and a group is never parted", "test has no good: its 2 picture(s) are of 1 group(s), and a group is never parted"], notes);
    }

    [Fact]
    public void Write_NamesWithCommasQuotesAndFolders_ComeBackThroughTheReader()
    {
        var rows = new[] { "a, b/x.png", "\"q\".png" }.Select(name => new LabelledImage(_folder.Scene(name, 1), DefectClass.Stringing, "g,\"1\"", "s", "CC BY 4.0", "train")).ToList();

        ManifestWriter.Write(_folder["out/manifest.csv"], rows);

        List<string> problems = [];
        var back = ManifestReader.Read(_folder["out/manifest.csv"], problems);
        Assert.Empty(problems);
        Assert.Equal(rows.Select(row => (row.Path, row.Group)), back.Select(row => (Path.GetFullPath(row.Path), row.Group)));
        Assert.False(File.Exists(_folder["out/manifest.csv.tmp"]));
    }

    private static SplitPlan Plan(IReadOnlyList<FoundPicture> found) => SplitPlan.Of(found, "s", "MIT", GroupBy.Name, new SplitOptions(), Unseen);

    private static FoundPicture Found(string file, string? split) => new(file, Path.GetFileName(file), DefectClass.Good, Split: split);

    private static FoundPicture Found(string file, DefectClass[] classes, int label, string? split) => new(file, file, classes[label], Split: split);
}
