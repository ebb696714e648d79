using System.Globalization;
using System.Runtime.InteropServices;

namespace Defects.Agent.Tests.Messaging;

/// <summary>A disk that fails for what is open, as one does whose cable is loose: opened anew, the file can be read and written as before.</summary>
internal static class FailingDisk
{
    /// <summary>From here on whoever has the file open, or the log that SQLite keeps beside it, can read nothing of it.</summary>
    public static void Fail(string file)
    {
        // A descriptor that can only be written answers every read with an error.
        using var sink = File.OpenHandle(Path.GetTempFileName(), FileMode.Open, FileAccess.Write, options: FileOptions.DeleteOnClose);
        var open = Directory.EnumerateFileSystemEntries("/proc/self/fd").Where(descriptor => TargetOf(descriptor) is { } target && (target == file || target == file + "-wal")).ToList();
        Assert.NotEmpty(open);
        foreach (var descriptor in open)
        {
            Assert.NotEqual(-1, Dup2((int)sink.DangerousGetHandle(), int.Parse(Path.GetFileName(descriptor), CultureInfo.InvariantCulture)));
        }
    }

    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (IOException)
        {
            // Other tests close theirs meanwhile.
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static extern int Dup2(int old, int replaced);
}
