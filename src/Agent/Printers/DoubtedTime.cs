namespace Defects.Agent.Printers;

/// <summary>A time in which a printer's pictures may have shown a failure.</summary>
internal readonly record struct DoubtedTime(DateTimeOffset From, DateTimeOffset To)
{
    public bool Holds(DateTimeOffset at) => at >= From && at <= To;

    public bool Touches(DoubtedTime other) => From <= other.To && other.From <= To;

    public DoubtedTime With(DoubtedTime other) => new(From < other.From ? From : other.From, To > other.To ? To : other.To);
}
