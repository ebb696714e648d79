using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Defects.Shared.Files;

/// <summary>
/// Folders that are there whole or not at all: filled under a temporary name, brought to the disk and renamed. A rename alone may reach the
/// disk before what the files hold, and a power cut then leaves a whole folder of empty files.
/// </summary>
public static partial class WholeFolder
{
    /// <summary>EINVAL: the file system has no such promise to give, as some over a network.</summary>
    private const int NotOffered = 22;

    /// <param name="temporary">In the same folder as <paramref name="folder"/>; nothing is written in it any more.</param>
    /// <param name="folder">Must not exist.</param>
    public static void Move(string temporary, string folder)
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(temporary, "*", SearchOption.AllDirectories))
        {
            Flush(entry);
        }

        Flush(temporary);
        Directory.Move(temporary, folder);
        Flush(Path.GetDirectoryName(Path.GetFullPath(folder))!);
    }

    // .NET opens no folders.
    private static void Flush(string path)
    {
        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            throw Failure(path, Marshal.GetLastPInvokeError());
        }

        var error = Synchronise(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (error is not 0 and not NotOffered)
        {
            throw Failure(path, error);
        }
    }

    private static IOException Failure(string path, int error) => new($"{path}: cannot be brought to the disk: {new Win32Exception(error).Message}");

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
