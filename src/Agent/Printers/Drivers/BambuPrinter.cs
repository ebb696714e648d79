using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Defects.Agent.Configuration;
using Defects.Agent.Devices;

namespace Defects.Agent.Printers.Drivers;

/// <summary>A Bambu printer in LAN mode, over its own broker.</summary>
internal sealed class BambuPrinter(PrinterLinkOptions link, TimeProvider time) : IPrinterDriver
{
    /// <summary>To say everything is work for a P1 or an A1, and it does not like to be asked often.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    private const string AskForAll = """{"pushing":{"sequence_id":"0","command":"pushall","version":1,"push_target":1}}""";

    private readonly Heard<BambuNews> _heard = new(BambuNews.Nothing);
    private volatile BambuLink? _link;
    private int _sequence;

    public bool CanPause => true;

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        // What was reported before a break may have changed meanwhile.
        _heard.Fold(_ => BambuNews.Nothing);
        await using var printer = await BambuLink.OpenAsync(link, Hear, time, stop);
        _link = printer;
        try
        {
            var (asked, before) = (time.GetTimestamp(), 0);
            await printer.SendAsync(AskForAll, stop);
            while (printer.IsConnected)
            {
                var news = _heard.State;
                var isLate = time.GetElapsedTime(asked) >= link.Timeout;
                if (isLate && !news.State.IsKnown)
                {
                    throw new PrinterException("the printer reports nothing: is the serial number in its address right?");
                }

                if (isLate && news.Reports == before)
                {
                    throw new PrinterException($"the printer keeps the connection and reports nothing more, though it was asked for everything; {news.State.Status.Says} was its last word");
                }

                if (news.State.IsKnown)
                {
                    yield return news.State.Status;
                }

                if (time.GetElapsedTime(asked) >= AskAgain)
                {
                    (asked, before) = (time.GetTimestamp(), _heard.State.Reports);
                    await printer.SendAsync(AskForAll, stop);
                }

                await _heard.WaitAsync(link.Interval, time, stop);
            }
        }
        finally
        {
            _link = null;
        }

        throw new PrinterException("the printer closed the connection");
    }

    public async Task PauseAsync(CancellationToken stop)
    {
        var printer = _link ?? throw new PrinterException("there is no connection to the printer");
        switch (_heard.State.State.Status.Activity)
        {
            case PrinterActivity.Paused:
                return;
            case PrinterActivity.Idle:
                throw new PrinterException($"there is no active job to pause: {_heard.State.State.Status.Says}");
        }

        var number = Interlocked.Increment(ref _sequence).ToString(CultureInfo.InvariantCulture);
        await printer.SendAsync($$$"""{"print":{"sequence_id":"{{{number}}}","command":"pause","param":""}}""", stop);
        await AnswerAsync(number, stop);
    }

    private async Task AnswerAsync(string number, CancellationToken stop)
    {
        var asked = time.GetTimestamp();
        while (true)
        {
            var news = _heard.State;
            if (news.State.Status.Activity == PrinterActivity.Paused || (news.Answered == number && news.Refusal is null))
            {
                return;
            }

            if (news.Answered == number)
            {
                throw new PrinterException($"the printer refuses the pause ({news.Refusal}): LAN mode and, on newer firmware, Developer Mode are needed");
            }

            var left = link.Timeout - time.GetElapsedTime(asked);
            if (left <= TimeSpan.Zero)
            {
                throw new PrinterException(
                    $"the printer did not answer the pause within {link.Timeout.TotalSeconds:0.#} s: LAN mode and, on newer firmware, Developer Mode are needed");
            }

            await _heard.WaitAsync(left, time, stop);
        }
    }

    private void Hear(string report)
    {
        if (JsonMembers.Read(report) is { ValueKind: JsonValueKind.Object } told)
        {
            _heard.Fold(news => news.Hear(told));
        }
    }
}
