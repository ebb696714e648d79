namespace Defects.Agent.Commands.Probe;

/// <summary>What some seconds of one source came to.</summary>
/// <param name="Pictures">Whole pictures that arrived.</param>
/// <param name="Different">Pictures that differ from the one before by a byte or more; the first is one.</param>
/// <param name="FirstAfter">From the attempt to the first picture; null where none came.</param>
/// <param name="Span">From the first picture to the last.</param>
/// <param name="AverageBytes">Of a picture, encoded; 0 where none came.</param>
/// <param name="Last">The last picture, encoded; empty where none came.</param>
/// <param name="Failure">Why it ended before its time, without secrets; null where it did not.</param>
internal sealed record ProbeFindings(
    int Pictures, int Different, TimeSpan? FirstAfter, TimeSpan Span, int AverageBytes, ReadOnlyMemory<byte> Last, string? Failure)
{
    /// <summary>Pictures a second between the first and the last; null for fewer than two.</summary>
    public double? Rate => Pictures > 1 && Span > TimeSpan.Zero ? (Pictures - 1) / Span.TotalSeconds : null;

    public bool Works => Pictures > 0 && Failure is null;
}
