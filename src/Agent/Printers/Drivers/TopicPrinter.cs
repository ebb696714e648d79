using System.Runtime.CompilerServices;
using System.Text;
using Defects.Agent.Configuration;
using Defects.Agent.Bus;

namespace Defects.Agent.Printers.Drivers;

/// <summary>
/// Anything that tells the agent's broker what it is doing. A topic says something when it changes, so silence means that nothing has
/// changed; only a broker that is away makes the printer unreadable.
/// </summary>
internal sealed class TopicPrinter(PrinterLinkOptions link, IMessageBus bus, TimeProvider time) : IPrinterDriver
{
    private readonly TopicState _topic = new(link);
    private volatile PrinterStatus? _last;

    public bool CanPause => link.PauseTopic is { Length: > 0 };

    public async IAsyncEnumerable<PrinterStatus> WatchAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var heard = new Heard<PrinterStatus>(new PrinterStatus(PrinterActivity.Unknown, $"nothing was told on {link.StateTopic} yet"));
        using var subscription = bus.Subscribe(link.StateTopic!, message => heard.Fold(_ => _topic.Read(message.Payload)));
        try
        {
            while (bus.IsConnected)
            {
                _last = heard.State;
                yield return heard.State;
                await heard.WaitAsync(link.Interval, time, stop);
            }
        }
        finally
        {
            _last = null;
        }

        throw PrinterException.NoBroker();
    }

    public async Task PauseAsync(CancellationToken stop)
    {
        if (link.PauseTopic is not { Length: > 0 } topic)
        {
            throw new PrinterException("no pauseTopic is configured: this printer is only read");
        }

        // Whoever listens there may take the same message for go on.
        if (_last?.Activity == PrinterActivity.Paused)
        {
            return;
        }

        try
        {
            await bus.PublishAsync(topic, Encoding.UTF8.GetBytes(link.PausePayload), stop);
        }
        catch (BrokerException e)
        {
            throw new PrinterException($"the pause could not be sent: {e.Message}", e);
        }
    }
}
