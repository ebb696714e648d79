using Defects.Agent.Messaging;

namespace Defects.Agent.Tests.Messaging;

public sealed class BootCounterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-boot-");

    [Fact]
    public void Next_EachStart_CountsOn()
    {
        Assert.Equal(1, BootCounter.Next(_folder.FullName));
        Assert.Equal(2, BootCounter.Next(_folder.FullName));
        Assert.Equal([BootCounter.File], _folder.EnumerateFiles().Select(file => file.Name));
    }

    [Fact]
    public void Next_DamagedFile_SaysWhatToDo()
    {
        var file = Path.Combine(_folder.FullName, BootCounter.File);
        File.WriteAllText(file, "seventeen");

        Assert.StartsWith(file, Assert.Throws<InvalidDataException>(() => BootCounter.Next(_folder.FullName)).Message);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
