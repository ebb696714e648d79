namespace Defects.Trainer.Data;

/// <summary>Data that must not be trained or judged on. Every problem is told at once, so that one round mends them all.</summary>
public sealed class DatasetException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
