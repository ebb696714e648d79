using System.Globalization;

namespace Defects.Agent.Printers;

/// <summary>What is held of a printer at a moment.</summary>
/// <param name="Status">What it said last; once that is too old, what its silence means.</param>
/// <param name="At">When it said something last; null where it never has.</param>
/// <param name="IsFresh">It said so lately.</param>
/// <param name="Error">Why it cannot be read at the moment; null while it can.</param>
internal sealed record PrinterReport(PrinterStatus Status, DateTimeOffset? At, bool IsFresh, string? Error)
{
    /// <inheritdoc cref="PrinterException.IsCutOff"/>
    public bool IsCutOff { get; init; }

    /// <summary>Of a printer that nobody asks.</summary>
    public static readonly PrinterReport Nothing = new(PrinterStatus.Unknown, null, IsFresh: false, null);

    /// <param name="said">What the printer said last, and when; null where it never has.</param>
    /// <param name="trouble">Why it cannot be read at the moment; null while it can.</param>
    /// <param name="silence">How long it has said nothing, by a clock that only goes forward.</param>
    /// <param name="patience">How long it may say nothing until what it said last counts no more.</param>
    public static PrinterReport Of((PrinterStatus Status, DateTimeOffset At)? said, PrinterException? trouble, TimeSpan silence, TimeSpan patience)
    {
        if (said is { } last && silence <= patience)
        {
            return new PrinterReport(last.Status, last.At, IsFresh: true, trouble?.Message);
        }

        var words = said is { At: var at }
            ? string.Create(CultureInfo.InvariantCulture, $"silent since {at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}")
            : "nothing heard yet";
        var isGone = trouble is { IsGone: true } && silence > patience;
        return new PrinterReport(new PrinterStatus(isGone ? PrinterActivity.Offline : PrinterActivity.Unknown, words), said?.At, IsFresh: false, trouble?.Message)
        {
            IsCutOff = trouble is { IsCutOff: true },
        };
    }
}
