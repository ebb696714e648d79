namespace Defects.Agent.HardCases;

/// <summary>Counts what becomes of the candidates.</summary>
internal sealed class HardCaseStatistics
{
    private long _kept;
    private long _duplicates;
    private long _dropped;
    private long _failed;

    public HardCaseFigures Read() => new(
        Interlocked.Read(ref _kept), Interlocked.Read(ref _duplicates), Interlocked.Read(ref _dropped), Interlocked.Read(ref _failed));

    internal void AddKept() => Interlocked.Increment(ref _kept);

    internal void AddDuplicate() => Interlocked.Increment(ref _duplicates);

    internal void AddDropped() => Interlocked.Increment(ref _dropped);

    internal void AddFailed() => Interlocked.Increment(ref _failed);
}
