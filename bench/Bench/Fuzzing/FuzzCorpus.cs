namespace Defects.Bench.Fuzzing;

/// <summary>The inputs that the repository keeps: tests/Agent.Tests/TestData/corpus, where a README says what they are.</summary>
internal static class FuzzCorpus
{
    /// <returns>The parts that are fuzzed, each with its share of a hundred inputs.</returns>
    public static IReadOnlyList<(IFuzzTarget Target, int Share)> Targets(string folder)
    {
        var pictures = Read(folder, "pictures");
        return
        [
            (new StreamTarget("mjpeg", Read(folder, "mjpeg")), 35),
            (new StreamTarget("bambu", Read(folder, "bambu")), 20),
            (new SnapshotTarget(pictures), 10),
            (new PictureTarget(pictures), 20),
            (new AddressTarget([.. File.ReadAllLines(Path.Combine(folder, "addresses.txt"))]), 15),
        ];
    }

    // By name, so that a seed means the same inputs on every machine.
    private static byte[][] Read(string folder, string kind) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, kind)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
