using System.CommandLine;
using System.Globalization;
using OpenCvSharp;

namespace Defects.Bench.Fuzzing;

/// <summary>Other people's bytes: the readers of cameras' streams, pictures and addresses, by a corpus and what mutation makes of it.</summary>
internal static class FuzzCommand
{
    private const int MostFindings = 100;
    private const int LinesOfProgress = 20;

    public static int Run(string[] args)
    {
        var inputs = new Option<long>("--inputs") { Description = "How many.", DefaultValueFactory = _ => 1_000_000 };
        var seed = new Option<int>("--seed") { Description = "Another seed makes other inputs.", DefaultValueFactory = _ => 1 };
        var first = new Option<long>("--first") { Description = "Index of the first input: makes one of a run again, alone." };
        var corpus = new Option<string>("--corpus") { DefaultValueFactory = _ => "tests/Agent.Tests/TestData/corpus" };
        var findings = new Option<string>("--findings") { Description = "Folder for inputs that broke something.", DefaultValueFactory = _ => "artifacts/fuzz" };
        var command = new RootCommand("Fuzzing of the readers of cameras' streams, pictures and addresses") { inputs, seed, first, corpus, findings };
        command.SetAction(parsed =>
        {
            // As in the agent: its threads are those of the batch.
            Cv2.SetNumThreads(1);
            using var journal = new FuzzJournal(parsed.GetValue(findings)!);
            var targets = FuzzCorpus.Targets(parsed.GetValue(corpus)!);
            return Run(targets, parsed.GetValue(seed), parsed.GetValue(first), parsed.GetValue(inputs), journal);
        });
        return command.Parse(args).Invoke();
    }

    private static int Run(IReadOnlyList<(IFuzzTarget Target, int Share)> targets, int seed, long first, long inputs, FuzzJournal journal)
    {
        var run = new FuzzRun(targets, seed);
        var found = 0;
        foreach (var (target, _) in targets)
        {
            foreach (var input in target.Corpus)
            {
                Try(target, input, -1);
            }
        }

        // After the corpus all code is compiled and the decoders have the memory that they keep.
        var (before, _) = FuzzRun.Resident();
        for (var index = first; index < first + inputs && found < MostFindings; index++)
        {
            var (target, input) = run.Make(index);
            Try(target, input, index);
            if ((index - first + 1) % Math.Max(1, inputs / LinesOfProgress) == 0)
            {
                Console.Error.WriteLine($"{index - first + 1} inputs, {found} findings");
            }
        }

        GC.Collect();
        var (after, peak) = FuzzRun.Resident();
        Print("inputs", run.Inputs.Values.Sum());
        foreach (var (name, count) in run.Inputs)
        {
            Print($"inputs_{name}", count);
        }

        Print("findings", found);
        Print("slowest_ms", run.Slowest.TotalMilliseconds);
        Print("rss_before_mb", before / 1e6);
        Print("rss_after_mb", after / 1e6);
        Print("rss_growth_mb", (after - before) / 1e6);
        Print("rss_peak_mb", peak / 1e6);
        return found > 0 ? 1 : 0;

        void Try(IFuzzTarget target, byte[] input, long index)
        {
            journal.Begin(input);
            if (run.Try(target, input) is { } what)
            {
                found++;
                Console.WriteLine($"{target.Name}, input {index} of seed {seed}, kept as {journal.Keep(target.Name, input)}: {what}");
            }
        }
    }

    private static void Print(string figure, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fuzz.{figure} {value:0.#}"));
}
