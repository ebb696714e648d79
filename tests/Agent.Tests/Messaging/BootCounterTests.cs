using Defects.Agent.Messaging;
using Microsoft.Extensions.Time.Testing;

namespace Defects.Agent.Tests.Messaging;

public sealed class BootCounterTests : IDisposable
{
    private const long Clock = 1_767_268_800_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-boot-");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(Clock));
    private readonly ListLogger<BootCounter> _log = new();

    [Fact]
    public void Next_EachStart_CountsOn()
    {
        Assert.Equal(1, Next(_folder.FullName));
        Assert.Equal(2, Next(_folder.FullName));
        Assert.Equal([BootCounter.File], _folder.EnumerateFiles().Select(file => file.Name));
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("seventeen")]
    [InlineData("")]
    [InlineData("9223372036854775807")]
    public void Next_DamagedFile_CountsOnFromTheClock_AboveAllEarlierStarts(string text)
    {
        var file = Path.Combine(_folder.FullName, BootCounter.File);
        File.WriteAllText(file, text);

        Assert.Equal(Clock, Next(_folder.FullName));
        Assert.Equal(Clock + 1, Next(_folder.FullName));
        Assert.StartsWith($"Error: {file} holds no number", Assert.Single(_log.Lines));
    }

    [Fact]
    public void Next_FullDisk_CountsOnInTheOldPlace()
    {
        using var disk = new SmallDisk();
        File.WriteAllText(Path.Combine(disk.Path, BootCounter.File), "9");
        disk.Fill();

        Assert.Equal(10, Next(disk.Path));
        Assert.Equal(11, Next(disk.Path));
        disk.MakeRoom();
        Assert.Equal(12, Next(disk.Path));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Next_FirstStartOnAFullDisk_TakesTheClock_AndNoNumberTwice()
    {
        using var disk = new SmallDisk();
        disk.Fill();

        Assert.Equal(Clock, Next(disk.Path));
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Clock + 5000, Next(disk.Path));
        disk.MakeRoom();
        Assert.Equal(1, Next(disk.Path));
        Assert.Equal(2, _log.Lines.Count);
        Assert.Contains("boot cannot be read or written (No space left on device", _log.Lines[0]);
    }

    [Fact]
    public void Next_DiskThatIsReadOnly_TakesTheClock_AndNoNumberTwice()
    {
        using var disk = new SmallDisk();
        Assert.Equal(1, Next(disk.Path));
        disk.MakeReadOnly();

        Assert.Equal(Clock, Next(disk.Path));
        Assert.Contains("Read-only file system", Assert.Single(_log.Lines));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private long Next(string folder) => new BootCounter(_time, _log).Next(folder);
}
