using Defects.Bench.Fuzzing;

namespace Defects.Bench.Tests.Fuzzing;

public sealed class FuzzRunTests
{
    private const int Mutations = 5000;

    private static string Corpus => Path.Combine(AppContext.BaseDirectory, "corpus");

    [Fact]
    public void Try_WholeCorpus_FindsNothing()
    {
        var targets = FuzzCorpus.Targets(Corpus);
        var run = new FuzzRun(targets, seed: 1);

        foreach (var (target, _) in targets)
        {
            Assert.NotEmpty(target.Corpus);
            Assert.All(target.Corpus, input => Assert.Null(run.Try(target, input)));
        }
    }

    [Fact]
    public void Try_Mutations_FindsNothing()
    {
        var run = new FuzzRun(FuzzCorpus.Targets(Corpus), seed: 2);

        for (var index = 0; index < Mutations; index++)
        {
            var (target, input) = run.Make(index);
            var what = run.Try(target, input);
            Assert.True(what is null, $"input {index} of seed 2, {target.Name}: {what}");
        }

        Assert.All(run.Inputs, target => Assert.True(target.Value > Mutations / 20, $"{target.Key} had {target.Value} inputs"));
    }

    [Fact]
    public void Make_SameSeedAndIndex_GivesTheSameInput()
    {
        var (target, input) = new FuzzRun(FuzzCorpus.Targets(Corpus), seed: 3).Make(77);
        var (again, same) = new FuzzRun(FuzzCorpus.Targets(Corpus), seed: 3).Make(77);

        Assert.Equal(target.Name, again.Name);
        Assert.Equal(input, same);
        Assert.NotEqual(input, new FuzzRun(FuzzCorpus.Targets(Corpus), seed: 4).Make(77).Input);
    }

    [Theory]
    [InlineData("throws", "threw InvalidOperationException")]
    [InlineData("allocates", "allocated")]
    [InlineData("says", "is wrong")]
    public void Try_TargetThatMisbehaves_IsFound(string how, string expected)
    {
        var target = new MisbehavingTarget(how);

        Assert.StartsWith(expected, new FuzzRun([(target, 100)], seed: 1).Try(target, [1, 2, 3]), StringComparison.Ordinal);
    }

    private sealed class MisbehavingTarget(string how) : IFuzzTarget
    {
        public string Name => how;

        public IReadOnlyList<byte[]> Corpus => [];

        public byte[] Next(Random random) => [];

        public string? Check(byte[] input) => how switch
        {
            "throws" => throw new InvalidOperationException("broken"),
            "allocates" => new byte[3 << 20].Length > 0 ? null : "",
            _ => "is wrong",
        };
    }
}
