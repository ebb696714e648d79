using System.Runtime.CompilerServices;
using Defects.Agent.Configuration;
using Defects.Agent.Bus;

namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// A printer whose host tells the agent's broker. Where the host can be asked as well, it is: for what was said before we came, when the
/// activity changes (for the job), and once a minute, since messages may be lost.
/// </summary>
/// <param name="nothing">Before anything was heard.</param>
/// <param name="host">The same printer asked over HTTP, which takes the pauses; null where it is only listened to.</param>
internal sealed class ListenedPrinter(PrinterLinkOptions link, HostTopics nothing, IMessageBus bus, TimeProvider time, IPrinterDriver? host) : IPrinterDriver
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    /// <summary>What a subscription may take to be made.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public bool CanPause => host is { CanPause: true };

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var heard = new Heard<HostTopics>(nothing with { IgnoresRetained = host is not null });
        var subscriptions = nothing.Filters.Select(filter => bus.Subscribe(filter, message => heard.Fold(state => state.Hear(message)))).ToList();
        try
        {
            var began = time.GetTimestamp();
            var known = new PrinterStatus(PrinterActivity.Unknown, "nothing was told yet");
            PrinterActivity? last = null;
            long? asked = null;
            while (bus.IsConnected)
            {
                if (heard.State.IsThere is { } there)
                {
                    if (host is not null && there && (asked is null || time.GetElapsedTime(asked.Value) >= AskAgain))
                    {
                        heard.Fold(state => state.Forget());
                        (known, asked) = (await AskAsync(host, stop), time.GetTimestamp());
                    }
                    else if (host is not null && there && heard.State.Over(known).Activity != last)
                    {
                        known = await AskAsync(host, stop);
                    }

                    var status = heard.State.Over(known);
                    last = status.Activity;
                    yield return status;
                }
                else if (time.GetElapsedTime(began) >= link.Timeout + Settling)
                {
                    throw new PrinterException($"nothing is told on {nothing.PresenceTopic}: is topic its name there, and does it use the agent's broker?");
                }

                await heard.WaitAsync(link.Interval, time, stop);
            }
        }
        finally
        {
            subscriptions.ForEach(subscription => subscription.Dispose());
        }

        throw PrinterException.NoBroker();
    }

    public Task PauseAsync(CancellationToken stop) =>
        host?.PauseAsync(stop) ?? throw new PrinterException("this printer is only listened to: a pause goes to its host over HTTP");

    private static async Task<PrinterStatus> AskAsync(IPrinterDriver host, CancellationToken stop)
    {
        await foreach (var status in host.WatchAsync(stop))
        {
            return status;
        }

        throw new PrinterException("the printer's host said nothing");
    }
}
