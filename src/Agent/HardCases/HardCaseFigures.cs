namespace Defects.Agent.HardCases;

/// <summary>What became of the candidates since the start.</summary>
/// <param name="Kept">Written to the store.</param>
/// <param name="Duplicates">Looked like a frame kept that day.</param>
/// <param name="Dropped">Came while the writer was too far behind.</param>
/// <param name="Failed">Could not be written: the disk failed, or the byte budget is taken up by labelled cases.</param>
internal sealed record HardCaseFigures(long Kept, long Duplicates, long Dropped, long Failed);
