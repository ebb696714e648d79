using Defects.Agent.Bus;
using Defects.Agent.HardCases;
using Defects.Agent.Monitoring;
using Defects.Agent.Monitoring.Operators;
using Defects.Shared.HardCases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Defects.Agent.Messaging.Commands;

/// <summary>Takes people's commands from the broker, has them done, and answers each with an event.</summary>
internal sealed partial class CommandListener(
    IMessageBus bus, Topics topics, PrinterMonitors monitors, IFrameRequests frames, CommandLimits limits, TimeProvider time, ILogger<CommandListener> logger) : IHostedService
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = bus.Subscribe(topics.Command("+", "+"), Hear, tellsRetained: true);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    private void Hear(BusMessage message)
    {
        // <root>/<node>/printers/<id>/cmd/<name>; the root may have levels of its own.
        var levels = message.Topic.Split('/');
        var (printer, name) = (levels[^3], CommandReader.Shown(levels[^1]));
        if (monitors.Find(printer) is not { } monitor)
        {
            // Anybody may make up printers; all of those share one limit.
            if (limits.Take("", name).IsTaken)
            {
                LogUnknown(CommandReader.Shown(printer), name);
            }

            return;
        }

        var (isTaken, isFirstRefused) = limits.Take(printer, name);
        if (!isTaken)
        {
            if (isFirstRefused)
            {
                monitor.Refuse(name, "too many of this command: expected one a second; more are passed over, and counted as commands_dropped in stats");
            }

            return;
        }

        var (command, refusal) = CommandReader.Read(name, message.Payload, message.Retained);
        if (command is null)
        {
            monitor.Refuse(name, refusal);
            return;
        }

        var now = time.GetUtcNow();
        if (monitor.Do(command, now) == AnswerKind.Feedback && ReasonToKeep(command) is { } reason)
        {
            frames.Ask(printer, reason, now);
        }
    }

    /// <summary>Null where what the command was about is nothing that the model had wrong.</summary>
    private static HardCaseReason? ReasonToKeep(OperatorCommand command) => command switch
    {
        OperatorCommand.Missed => HardCaseReason.OperatorMissed,
        OperatorCommand.FalseAlarm => HardCaseReason.OperatorFalseAlarm,
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A command {Name} for a printer {Printer}, which there is not")]
    private partial void LogUnknown(string printer, string name);
}
