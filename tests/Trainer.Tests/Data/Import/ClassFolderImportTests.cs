using Defects.Trainer.Data;
using Defects.Trainer.Data.Import;

namespace Defects.Trainer.Tests.Data.Import;

/// <summary>File names that recur from one class or split folder to the next, as they do in most downloads.</summary>
public sealed class ClassFolderImportTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(GroupBy.Folder, "train/good/1", "val/spaghetti/1")]
    [InlineData(GroupBy.Name, "train/good/1", "val/spaghetti/1")]
    [InlineData(GroupBy.Picture, "train/good/1.png", "val/spaghetti/1.png")]
    public void Import_OneNameInTwoSplits_IsTwoGroupsThatKeepTheirSplits(GroupBy by, string first, string second) =>
        Assert.Equal([(first, "train"), (second, "val")], Rows(by, "train/good/1.png", "val/spaghetti/1.png"));

    [Fact]
    public void Import_NumbersThatBeginAnewInEveryFolder_AreOfAnotherPrintInEach() => Assert.Equal(
        [("train/good/image", "train"), ("train/good/image", "train"), ("val/good/image", "val"), ("2", "val")],
        Rows(GroupBy.Folder, "train/good/image_1.png", "train/good/image_2.png", "val/good/image_1.jpg", "val/spaghetti/2.png"));

    [Theory]
    [InlineData(GroupBy.Folder)]
    [InlineData(GroupBy.Name)]
    public void Import_NumbersThatGoOnInAnotherClass_AreOfOnePrint(GroupBy by) => Assert.Equal(
        [("benchy", "train"), ("benchy", "train"), ("benchy", "train")],
        Rows(by, "train/good/benchy_0001.png", "train/good/benchy_0002.png", "train/spaghetti/benchy_0003.png"));

    [Fact]
    public void Import_OneFolderBelowTwoClasses_IsOneGroupWhateverItsFilesAreCalled() => Assert.Equal(
        [("night", "train"), ("night", "train")], Rows(GroupBy.Folder, "train/good/night/1.png", "train/spaghetti/night/1.png"));

    [Fact]
    public void CopyTo_OneNameInThreeSplits_KeepsAllThree()
    {
        Pictures("in", "test/good/1.png", "train/good/1.png", "val/good/1.png");

        AssertCopied(_folder.Import(ImportFormat.Folders, "in"), "test/good/1.png", "train/good/1.png", "val/good/1.png");
    }

    [Fact]
    public void CopyTo_OneNameInThreeFoldersOfLabelStudio_KeepsAllThree()
    {
        Pictures("in", "a/1.png", "b/1.png", "c/1.png");
        _folder.Write("in/export.json", $"[{string.Join(",", new[] { "a", "b", "c" }.Select(cam =>
            $$$"""{"data": {"image": "{{{cam}}}/1.png"}, "annotations": [{"result": [{"value": {"choices": ["good"]}}]}]}"""))}]");

        AssertCopied(_folder.Import(ImportFormat.LabelStudio, "in/export.json"), "a/1.png", "b/1.png", "c/1.png");
    }

    /// <summary>Group and split of each picture as a manifest would have them, in the order of the paths.</summary>
    private IEnumerable<(string Group, string Split)> Rows(GroupBy by, params string[] paths)
    {
        Pictures("in", paths);
        var import = _folder.Import(ImportFormat.Folders, "in");
        return SplitPlan.Of(import.Found, "s", "MIT", by, new SplitOptions(), import.Pictures).Rows.Select(row => (row.Group, row.Split));
    }

    private void Pictures(string root, params string[] paths)
    {
        foreach (var (i, path) in paths.Index())
        {
            _folder.Scene($"{root}/{path}", i);
        }
    }

    private void AssertCopied(PictureImport import, params string[] names)
    {
        var copied = import.CopyTo(_folder["copy"]);

        Assert.Equal(names, copied.Found.Select(p => p.Name));
        Assert.Equal(names.Select(name => File.ReadAllBytes(_folder[$"in/{name}"])), copied.Found.Select(p => File.ReadAllBytes(p.File)));
        Assert.Equal(names.Length, copied.Pictures.Count);
    }
}
