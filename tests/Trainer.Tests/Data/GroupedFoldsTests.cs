using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Data;

namespace Defects.Trainer.Tests.Data;

public sealed class GroupedFoldsTests(ITestOutputHelper output)
{
    /// <summary>Groups of one class and one source each, of 1 to 30 images.</summary>
    private static readonly Gen<List<LabelledImage>> Sets =
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 30], Gen.Int[0, 2]).Array[8, 60].Select(groups => groups
            .SelectMany((g, i) => Enumerable.Range(0, g.Item2).Select(_ => Image(Classes[g.Item1], $"g{i}", $"s{g.Item3}")))
            .ToList());

    private static IReadOnlyList<DefectClass> Classes => [DefectClass.Good, DefectClass.UnderExtrusion, DefectClass.Stringing, DefectClass.Spaghetti];

    [Fact]
    public void Assign_AnySet_KeepsGroupsWholeAndEveryClassWithEnoughGroupsInEveryFold() =>
        Sets.Select(Gen.Int[2, 6], Gen.Int).Sample((images, folds, seed) =>
        {
            var dealt = images.Zip(GroupedFolds.Assign(images, folds, seed)).ToList();
            Assert.All(dealt, d => Assert.InRange(d.Second, 0, folds - 1));
            Assert.All(dealt.GroupBy(d => d.First.Group), g => Assert.Single(g.Select(d => d.Second).Distinct()));
            foreach (var ofClass in dealt.GroupBy(d => d.First.Label).Where(c => c.Select(d => d.First.Group).Distinct().Count() >= folds))
            {
                Assert.Equal(folds, ofClass.Select(d => d.Second).Distinct().Count());
            }
        }, iter: 300);

    [Fact]
    public void Assign_RowsInAnotherOrder_DealsAlike() =>
        Sets.SelectMany(images => Gen.Shuffle(images.ToArray()).Select(shuffled => (images, shuffled))).Sample(
            (images, shuffled) =>
            {
                var first = images.Zip(GroupedFolds.Assign(images, 5, 7)).DistinctBy(d => d.First.Group).ToDictionary(d => d.First.Group, d => d.Second);
                var second = shuffled.Zip(GroupedFolds.Assign(shuffled, 5, 7)).DistinctBy(d => d.First.Group).ToDictionary(d => d.First.Group, d => d.Second);
                Assert.Equal(first, second);
            },
            iter: 100);

    [Fact]
    public void Assign_SixGroupsOfTwoClasses_EachFoldGetsOneLargeAndItsShareOfTheSmall()
    {
        // By hand: good has 6 + 2 + 2 + 2, spaghetti 4 + 4; two folds can hold 6 and 4 each.
        List<LabelledImage> images =
        [
            .. Images(6, DefectClass.Good, "a"), .. Images(2, DefectClass.Good, "b"), .. Images(2, DefectClass.Good, "c"), .. Images(2, DefectClass.Good, "d"),
            .. Images(4, DefectClass.Spaghetti, "e"), .. Images(4, DefectClass.Spaghetti, "f"),
        ];

        var fold = images.Zip(GroupedFolds.Assign(images, 2, 1)).DistinctBy(d => d.First.Group).ToDictionary(d => d.First.Group, d => d.Second);

        Assert.Equal([1 - fold["a"], 1 - fold["a"], 1 - fold["a"]], [fold["b"], fold["c"], fold["d"]]);
        Assert.NotEqual(fold["e"], fold["f"]);
    }

    [Fact]
    public void Assign_AnotherSeed_DealsLikeGroupsOtherwise()
    {
        var images = Enumerable.Range(0, 40).Select(i => Image(DefectClass.Good, $"g{i}", "s")).ToList();

        Assert.Equal(GroupedFolds.Assign(images, 4, 1), GroupedFolds.Assign(images, 4, 1));
        Assert.NotEqual(GroupedFolds.Assign(images, 4, 1), GroupedFolds.Assign(images, 4, 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Assign_FewerThanTwoFoldsOrFewerGroupsThanFolds_IsRefused(int folds)
    {
        var images = Enumerable.Range(0, 3).Select(i => Image(DefectClass.Good, $"g{i}", "s")).ToList();

        Assert.Contains("of 3 groups", Assert.Throws<ArgumentException>(() => GroupedFolds.Assign(images, folds, 1)).Message);
    }

    [Fact]
    public void Assign_RealPrints_FoldsAreNearEvenInSizeAndClass()
    {
        var root = Environment.GetEnvironmentVariable("DEFECTS_DATA");
        Assert.SkipUnless(Directory.Exists(root), "DEFECTS_DATA names no folder with prints/");
        List<string> problems = [];
        var images = ManifestReader.Read(Path.Combine(root!, "prints", "manifest.csv"), problems).Where(i => !Splits.IsTest(i.Split)).ToList();

        var dealt = images.Zip(GroupedFolds.Assign(images, 5, 1)).ToList();

        foreach (var kind in dealt.GroupBy(d => d.First.Label.Name).Concat(dealt.GroupBy(d => d.First.Source)))
        {
            output.WriteLine($"{kind.Key,-28}{string.Concat(Enumerable.Range(0, 5).Select(f => $"{kind.Count(d => d.Second == f),6}"))}");
        }

        // One video holds 215 of the 526 good pictures: its fold is larger than the others, and takes no other good one.
        Assert.Equal(1368, dealt.Count);
        var sizes = dealt.CountBy(d => d.Second).Select(fold => fold.Value).Order().ToList();
        Assert.All(sizes[..4], size => Assert.InRange(size, 230, 260));
        Assert.All(dealt.Where(d => d.First.Label.IsDefect).CountBy(d => (d.First.Label, d.Second)).GroupBy(c => c.Key.Label), label =>
            Assert.InRange(label.Max(c => c.Value), label.Min(c => c.Value), label.Min(c => c.Value) * 1.4));
    }

    private static IEnumerable<LabelledImage> Images(int count, DefectClass label, string group) => Enumerable.Repeat(Image(label, group, "s"), count);

    private static LabelledImage Image(DefectClass label, string group, string source) => new($"{group}.png", label, group, source, "MIT", Splits.Train);
}
