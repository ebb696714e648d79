namespace Defects.Bench.Fuzzing;

/// <summary>
/// Keeps inputs on disk: the one that is being read, so that a crash or a hang leaves it behind, and those that something is wrong with.
/// </summary>
internal sealed class FuzzJournal : IDisposable
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly FileStream _inFlight;
    private readonly ITimer _watch;

    public FuzzJournal(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _inFlight = new FileStream(InFlight, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        _watch = TimeProvider.System.CreateTimer(_ => EndHungRun(), null, Hang, Timeout.InfiniteTimeSpan);
    }

    private string InFlight => Path.Combine(_folder, "in-flight");

    public void Begin(byte[] input)
    {
        _watch.Change(Hang, Timeout.InfiniteTimeSpan);
        _inFlight.SetLength(0);
        _inFlight.Position = 0;
        _inFlight.Write(input);
    }

    /// <returns>The file that holds the input.</returns>
    public string Keep(string target, byte[] input)
    {
        var file = Path.Combine(_folder, $"{target}_{Crc32.Of(input):x8}");
        File.WriteAllBytes(file, input);
        return file;
    }

    public void Dispose()
    {
        _watch.Dispose();
        _inFlight.Dispose();
        File.Delete(InFlight);
    }

    private void EndHungRun()
    {
        Console.Error.WriteLine($"an input has taken more than {Hang.TotalSeconds:0} s; it is {InFlight}");
        Environment.Exit(1);
    }
}
