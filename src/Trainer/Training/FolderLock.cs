namespace Defects.Trainer.Training;

/// <summary>Keeps a folder to one run at a time; a run that dies, however it dies, lets go.</summary>
public static class FolderLock
{
    /// <summary>EWOULDBLOCK of Linux: somebody else holds the lock.</summary>
    private const int Held = 11;

    /// <param name="folder">Made where it is not there.</param>
    /// <param name="name">The lock's file in it, which stays behind.</param>
    /// <returns>Dispose to let go.</returns>
    /// <exception cref="IOException">Another run has the folder.</exception>
    public static IDisposable Take(string folder, string name)
    {
        try
        {
            return new FileStream(Path.Combine(Directory.CreateDirectory(folder).FullName, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == Held)
        {
            throw new IOException($"another run is at work in {folder}; wait until it is over", e);
        }
    }
}
