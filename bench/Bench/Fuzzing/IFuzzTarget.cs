namespace Defects.Bench.Fuzzing;

/// <summary>A part that reads other people's bytes, and what must hold whatever they are.</summary>
internal interface IFuzzTarget
{
    string Name { get; }

    /// <summary>Inputs as they are kept in the repository.</summary>
    IReadOnlyList<byte[]> Corpus { get; }

    /// <summary>An input that nobody has thought of.</summary>
    byte[] Next(Random random);

    /// <summary>Has the part read the input. The answer depends on the input alone, so that a kept input shows what it once showed.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    string? Check(byte[] input);
}
