using System.Diagnostics;

namespace Defects.Agent.Tests.Messaging;

/// <summary>A disk of 2 MB that can be filled up and turned read-only.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("defects-disk-");
    private readonly bool _isMounted;

    /// <summary>Skips the test where this machine does not let it mount one.</summary>
    public SmallDisk()
    {
        _isMounted = Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Path) == 0;
        if (!_isMounted)
        {
            Dispose();
        }

        Assert.SkipUnless(_isMounted, "a disk that fills up takes the right to mount one");
    }

    public string Path => _folder.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public void Fill()
    {
        using var stream = new FileStream(Filler, FileMode.Create);
        try
        {
            while (true)
            {
                stream.Write(new byte[4096]);
                stream.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            // Full, as was wanted.
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", Path));

    public void Dispose()
    {
        if (_isMounted)
        {
            Run("umount", Path);
        }

        _folder.Delete(recursive: true);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
