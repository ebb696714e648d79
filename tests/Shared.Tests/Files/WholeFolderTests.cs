using Defects.Shared.Files;

namespace Defects.Shared.Tests.Files;

public sealed class WholeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Move_FilesAndFoldersBelow_AreAllThereUnderTheNewName()
    {
        Directory.CreateDirectory(_folder.File(".1.tmp/golden"));
        File.WriteAllText(_folder.File(".1.tmp/golden/a.jpg"), "a");
        File.WriteAllText(_folder.File(".1.tmp/manifest.json"), "{}");

        WholeFolder.Move(_folder.File(".1.tmp"), _folder.File("1"));

        Assert.Equal([_folder.File("1")], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal("a", File.ReadAllText(_folder.File("1/golden/a.jpg")));
    }

    [Fact]
    public void Move_FileThatCannotBeFlushed_IsNotRenamed()
    {
        Directory.CreateDirectory(_folder.File(".1.tmp"));
        File.CreateSymbolicLink(_folder.File(".1.tmp/gone"), "nowhere");

        var error = Assert.Throws<IOException>(() => WholeFolder.Move(_folder.File(".1.tmp"), _folder.File("1")));

        Assert.Contains("gone: cannot be brought to the disk", error.Message);
        Assert.False(Directory.Exists(_folder.File("1")));
    }
}
